import { useEffect } from 'react';
import { Redirect } from 'wouter';
import { Loading } from '../ui/notes.tsx';

/** Where `/login?next=/graphiql/` leads once somebody is signed in; a page of another site, or none, leads to the start. */
export function LoginRedirect() {
  const next = new URLSearchParams(location.search).get('next') ?? '';
  const isGraphiql = /^\/graphiql([/?]|$)/.test(next);
  useEffect(() => {
    if (isGraphiql) location.replace(next);
  }, [isGraphiql, next]);
  return isGraphiql ? <Loading /> : <Redirect to="/" replace />;
}
