-- Signing in through providers of logins (OpenID Connect).

create table oidc_providers (
  id text primary key,
  -- its name in addresses
  slug text not null unique,
  name text not null,
  issuer_url text not null,
  client_id text not null,
  -- encrypted
  client_secret text not null,
  scopes text not null,
  button_text text,
  button_color text,
  icon_url text,
  -- false: the four addresses below, instead of what the issuer publishes
  auto_discovery boolean not null,
  authorization_endpoint text,
  token_endpoint text,
  userinfo_endpoint text,
  jwks_uri text,
  enabled boolean not null,
  -- who has no account gets one
  auto_create boolean not null,
  -- empty: all
  allowed_email_domains text[] not null,
  -- addresses count as verified when it does not say whether they are
  trusts_emails boolean not null,
  created_at bigint not null,
  updated_at bigint not null
);

-- Whose account somebody known to a provider is. The issuer is part of it: what another one calls by the same name is somebody else.
create table oidc_identities (
  provider_id text not null references oidc_providers (id) on delete cascade,
  issuer text not null,
  subject text not null,
  user_id text not null references users (id) on delete cascade,
  created_at bigint not null,
  primary key (provider_id, issuer, subject)
);
create index oidc_identities_of_user on oidc_identities (user_id);

-- Logins that were begun. Each row is good for one answer of the provider, and for five minutes; the state itself is not kept.
create table oidc_logins (
  state_hash text primary key,
  provider_id text not null references oidc_providers (id) on delete cascade,
  redirect_uri text not null,
  verifier text not null,
  nonce text not null,
  -- of what only the browser knows that began it; null when it began without
  browser_key_hash text,
  -- whether whoever began it may make the first admin
  may_set_up boolean not null,
  address text not null,
  expires_at bigint not null
);
create index oidc_logins_by_end on oidc_logins (expires_at);
create index oidc_logins_of_address on oidc_logins (address);
