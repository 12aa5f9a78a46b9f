-- Streams of committed events, who owns them, and the rows that people query.

create table log_head (
  id int primary key default 1 check (id = 1),
  position bigint not null,
  -- the newest position that retention removed: a reader that asks for less has missed something
  removed bigint not null default 0
);
insert into log_head (position) values (0);

-- What each writer committed last, so that it can find out after a lost connection whether its batch went through.
create table log_writers (
  node text primary key,
  batch bigint not null,
  result jsonb not null
);

create table nodes (
  id text primary key,
  name text not null,
  url text,
  pid int not null,
  lock_key int not null,
  started_at timestamptz not null default now(),
  heartbeat_at timestamptz not null default now()
);

create table streams (
  id text primary key,
  owner_id text,
  -- the node that works on it; null is nobody
  owner text,
  wants_owner boolean not null default false,
  -- its last owner was lost in the middle of it
  was_lost boolean not null default false,
  -- raised by every change of owner and by commands that cut off what is in flight
  epoch int not null default 1,
  -- raised by every change of the state
  version int not null default 1,
  last_seq int not null default 0,
  state jsonb,
  recoveries int not null default 0,
  created_at timestamptz not null default now(),
  ended_at timestamptz
) with (fillfactor = 70);
create index streams_owner on streams (owner) where owner is not null;
create index streams_wanting on streams (created_at) where wants_owner and owner is null;
create index streams_ended on streams (ended_at) where ended_at is not null;
insert into streams (id) values ('system');

create table events (
  position bigint primary key,
  stream text not null,
  seq int not null,
  type text not null,
  at bigint not null,
  owner_id text,
  data jsonb not null,
  -- of data before it is compressed: readers are given so much at a time
  bytes int not null default 0
);
-- within a stream, seq and position have the same order
create index events_of_stream on events (stream, position);

create table turn_journal (
  stream text not null,
  step_id text not null,
  execution int not null,
  attempt int not null,
  turn int not null,
  entry text not null,
  kind text not null,
  content jsonb not null,
  primary key (stream, step_id, execution, attempt, turn, entry)
);

create table slots (
  stream text not null,
  key text not null,
  agent_id text not null,
  agent_limit int not null,
  wished bigint generated always as identity,
  granted boolean not null default false,
  primary key (stream, key)
);
create index slots_agent on slots (agent_id, granted, wished);

create table pipeline_versions (
  hash text primary key,
  pipeline_id text not null,
  definition json not null,
  created_at timestamptz not null default now()
);

create table idempotency_keys (
  scope text not null,
  key text not null,
  request_hash text not null,
  response jsonb,
  created_at timestamptz not null default now(),
  primary key (scope, key)
);
create index idempotency_keys_oldest on idempotency_keys (created_at);

create table runs (
  id text primary key,
  owner_id text,
  pipeline_id text not null,
  pipeline_hash text not null,
  project_id text,
  project_name text,
  task text not null,
  status text not null,
  current_step text,
  outputs jsonb not null,
  error text,
  human_context text,
  initiated_by_user_id text,
  key_user_id text,
  key_resolution jsonb,
  model_override text,
  task_branch text,
  workspace_type text,
  waiting_for text,
  input_tokens bigint not null default 0,
  output_tokens bigint not null default 0,
  cost_usd double precision not null default 0,
  budget_usd double precision,
  created_at bigint not null,
  updated_at bigint not null,
  completed_at bigint
) with (fillfactor = 70);
create index runs_newest on runs (created_at desc, id desc);
create index runs_of_pipeline on runs (pipeline_id, created_at desc);
create index runs_by_status on runs (status, created_at desc);
create index runs_completed on runs (completed_at) where completed_at is not null;

create table steps (
  run_id text not null references runs (id) on delete cascade,
  step_id text not null,
  ordinal int not null,
  agent_id text not null,
  status text not null,
  execution int not null,
  attempt int not null,
  retry_count int not null,
  max_retries int not null,
  outputs jsonb not null,
  inputs jsonb not null,
  output text,
  error text,
  session_id text,
  human_context text,
  model_used text,
  queued_at bigint,
  started_at bigint,
  completed_at bigint,
  deadline_at bigint,
  input_tokens bigint not null default 0,
  output_tokens bigint not null default 0,
  cost_usd double precision not null default 0,
  primary key (run_id, step_id)
) with (fillfactor = 70);
create index steps_of_agent on steps (agent_id, run_id);
