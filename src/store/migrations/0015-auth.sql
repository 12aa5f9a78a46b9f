-- Who may come in, and by what.

create table users (
  id text primary key,
  -- lower case
  email text not null unique,
  display_name text,
  -- argon2id; null for those who sign in elsewhere only
  password_hash text,
  is_admin boolean not null default false,
  is_active boolean not null default true,
  -- encrypted
  totp_secret text,
  totp_active boolean not null default false,
  -- the time step of the code that was used last: no code is good for twice
  totp_last_step bigint not null default 0,
  slack_id text,
  created_at bigint not null,
  last_login_at bigint
);

create table recovery_codes (
  user_id text not null references users (id) on delete cascade,
  hash text not null,
  used_at bigint,
  primary key (user_id, hash)
);

create table auth_sessions (
  id text primary key,
  user_id text not null references users (id) on delete cascade,
  created_at bigint not null,
  expires_at bigint not null,
  address text not null,
  user_agent text
);
create index auth_sessions_of_user on auth_sessions (user_id);
create index auth_sessions_by_end on auth_sessions (expires_at);

-- All refresh tokens of a session: one that comes a second time was stolen, or its copy was.
create table refresh_tokens (
  hash text primary key,
  session_id text not null references auth_sessions (id) on delete cascade,
  expires_at bigint not null,
  used_at bigint
);
create index refresh_tokens_of_session on refresh_tokens (session_id);

create table api_keys (
  id text primary key,
  kind text not null check (kind in ('user', 'service', 'agent')),
  user_id text references users (id) on delete cascade,
  agent_id text,
  name text not null,
  -- SHA-256: the keys are random, so nothing slower is needed
  hash text not null unique,
  prefix text not null,
  scopes text[],
  is_active boolean not null default true,
  expires_at bigint,
  last_used_at bigint,
  created_at bigint not null,
  created_by text not null
);
create index api_keys_of_user on api_keys (user_id) where is_active;
create unique index api_keys_of_agent on api_keys (agent_id) where is_active and kind = 'agent';
