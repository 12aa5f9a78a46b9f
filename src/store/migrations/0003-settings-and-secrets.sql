-- What people set, what must stay secret, and who did what.

create table settings (
  key text primary key,
  value jsonb not null,
  updated_at timestamptz not null default now()
);

create table provider_settings (
  provider_id text primary key,
  enabled boolean not null default true,
  -- of a provider of one's own
  name text,
  -- encrypted, by the name of the environment variable that each stands for
  values jsonb not null default '{}',
  updated_at timestamptz not null default now()
);

create table secrets (
  id text primary key,
  owner_id text,
  name text not null,
  description text,
  secret_type text not null,
  env_key text not null,
  -- encrypted
  value text not null,
  created_at bigint not null,
  updated_at bigint not null
);
create index secrets_newest on secrets (created_at desc);
create index secrets_of_name on secrets (name);

create table secret_grants (
  secret_id text not null references secrets (id) on delete cascade,
  agent_id text not null,
  granted_at bigint not null,
  granted_by text,
  primary key (secret_id, agent_id)
);
create index secret_grants_of_agent on secret_grants (agent_id);

create table audit_log (
  seq bigint primary key,
  at bigint not null,
  actor text not null,
  action text not null,
  target text not null,
  surface text not null,
  address text not null,
  details jsonb not null,
  hash text not null
);
-- it can only grow
create function refuse_audit_change() returns trigger language plpgsql as $$
begin
  raise exception 'the audit log can only grow';
end $$;
create trigger audit_log_only_grows before update or delete or truncate on audit_log execute function refuse_audit_change();
