import type { PoolClient } from 'pg';
import { audit } from '../audit/audit-log.ts';
import type { Context } from '../context.ts';
import { ConflictError, ForbiddenError } from '../errors.ts';
import { newId } from '../ids.ts';
import { inTransaction } from '../store/transaction.ts';
import type { Claims } from './oidc-client.ts';
import type { LoginProvider } from './oidc-providers.ts';
import { ADMINS_LOCK, findUser, nameOf } from './users.ts';

interface Account {
  id: string;
  isActive: boolean;
  hasTotp: boolean;
}

const ACCOUNT = 'u.id, u.is_active as "isActive", u.totp_active as "hasTotp"';

/**
 * Whose account it is: by who the provider says it is, else by an address that the provider verified, else a new one, a member's. A
 * provider is believed no other address: with one that nobody verified, anybody could come in as anybody.
 * @param maySetUp whether they become the first admin while there is nobody.
 * @throws {ForbiddenError} when they may not come in. @throws {ConflictError} when the account is already somebody else's at this provider.
 */
export async function accountOf(context: Context, provider: LoginProvider, claims: Claims, maySetUp: boolean): Promise<Account> {
  const { account, act } = await inTransaction(context.pool, async (client) => {
    await client.query(ADMINS_LOCK); // of two that sign in first at the same moment, the second finds what the first made
    const known = await byIdentity(client, provider, claims);
    if (known) return { account: active(known), act: null };
    const email = believed(provider, claims);
    const found = await byEmail(client, provider, claims, email);
    const mine = found ? active(found) : await makeAccount(client, provider, { email, name: claims.name, maySetUp });
    await client.query('insert into oidc_identities (provider_id, issuer, subject, user_id, created_at) values ($1, $2, $3, $4, $5)', [
      provider.id,
      claims.issuer,
      claims.subject,
      mine.id,
      Date.now(),
    ]);
    return { account: mine, act: found ? 'oidc.link' : 'user.create' };
  });
  if (act !== null) {
    const viewer = { ...context.viewer, id: account.id };
    await audit({ ...context, viewer }, { action: act, target: account.id, details: { provider: provider.slug } });
  }
  return account;
}

/** Forgets who a person is at providers. @throws {NotFoundError} */
export async function forgetLogins(context: Context, userId: string): Promise<void> {
  await findUser(context, userId);
  await context.pool.query('delete from oidc_identities where user_id = $1', [userId]);
  await audit(context, { action: 'oidc.forget', target: userId });
}

async function byIdentity(client: PoolClient, provider: LoginProvider, { issuer, subject }: Claims): Promise<Account | undefined> {
  const { rows } = await client.query<Account>(
    `select ${ACCOUNT} from oidc_identities i join users u on u.id = i.user_id where i.provider_id = $1 and i.issuer = $2 and i.subject = $3`,
    [provider.id, issuer, subject],
  );
  return rows[0];
}

async function byEmail(client: PoolClient, provider: LoginProvider, { issuer }: Claims, email: string): Promise<Account | undefined> {
  const { rows } = await client.query<Account & { isTaken: boolean }>(
    `select ${ACCOUNT}, exists (select from oidc_identities i where i.user_id = u.id and i.provider_id = $2 and i.issuer = $3) as "isTaken"
     from users u where u.email = $1`,
    [email, provider.id, issuer],
  );
  // addresses are given to others when people leave
  if (rows[0]?.isTaken)
    throw new ConflictError('The account with this e-mail address is somebody else’s at this login provider; an admin can make it forget');
  return rows[0];
}

/** An address that may say whose account it is. @throws {ForbiddenError} */
function believed({ trustsEmails, allowedEmailDomains }: LoginProvider, { email, emailVerified }: Claims): string {
  const address = email?.trim().toLowerCase() ?? '';
  // letters beyond ASCII can become others in lower case, and so somebody else's address
  if (!/^[\x21-\x7e]+$/.test(email?.trim() ?? '') || !/^[^@]+@[^@]+$/.test(address) || address.length > 254)
    throw new ForbiddenError('The login provider names no e-mail address that can be used; the scopes must include email');
  if (!(emailVerified ?? trustsEmails))
    throw new ForbiddenError(
      'The login provider does not say that this e-mail address was verified, so it cannot be told whose account it is',
    );
  if (allowedEmailDomains.length > 0 && !allowedEmailDomains.includes(address.slice(address.indexOf('@') + 1)))
    throw new ForbiddenError('E-mail addresses of this domain do not sign in through this provider');
  return address;
}

async function makeAccount(
  client: PoolClient,
  { autoCreate }: LoginProvider,
  { email, name, maySetUp }: { email: string; name: string | null; maySetUp: boolean },
): Promise<Account> {
  const { rows } = await client.query<{ isFirst: boolean }>('select not exists (select from users) as "isFirst"');
  const isAdmin = maySetUp && (rows[0]?.isFirst ?? false);
  if (!isAdmin && !autoCreate) throw new ForbiddenError('There is no account for this e-mail address; an admin has to make one');
  const id = newId('usr');
  await client.query('insert into users (id, email, display_name, is_admin, created_at) values ($1, $2, $3, $4, $5)', [
    id,
    email,
    nameOf(name?.trim().slice(0, 128), email).slice(0, 128),
    isAdmin,
    Date.now(),
  ]);
  return { id, isActive: true, hasTotp: false };
}

function active(account: Account): Account {
  if (!account.isActive) throw new ForbiddenError('This account is deactivated');
  return account;
}
