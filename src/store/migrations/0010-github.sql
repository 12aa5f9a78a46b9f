-- What GitHub told us, as it was told, and what became of it.

create table github_deliveries (
  id text primary key,
  -- GitHub's own id: the same when it delivers again
  delivery_id text not null unique,
  event_type text not null,
  action text,
  installation_id bigint,
  repository text,
  repository_id bigint,
  sender text,
  payload jsonb not null,
  signature text not null,
  processed boolean not null default false,
  -- what was done; empty when no rule had anything to do
  outcome text,
  problem text,
  attempts integer not null default 0,
  received_at bigint not null,
  processed_at bigint
);
create index github_deliveries_newest on github_deliveries (received_at desc);
create index github_deliveries_open on github_deliveries (received_at) where not processed;
