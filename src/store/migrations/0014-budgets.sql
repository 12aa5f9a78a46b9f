-- What agents spend in a day, and what runs spend of the budget of the run that started them. Both are counted by the statement that
-- stores a turn's end, so each turn counts once, whoever writes it.

alter table runs add column parent_run_id text;
create index runs_of_parent on runs (parent_run_id) where parent_run_id is not null;
create index runs_waiting_for_budget on runs (id) where waiting_for = 'budget';

create table agent_usage (
  agent_id text not null,
  -- in UTC
  day date not null,
  usd double precision not null default 0,
  -- input and output
  tokens bigint not null default 0,
  time_ms bigint not null default 0,
  -- to what somebody raised the agent's budget of this day
  raised_usd double precision,
  raised_tokens bigint,
  raised_time_sec double precision,
  primary key (agent_id, day)
) with (fillfactor = 70);

-- Of the runs below a run, at any depth; without its own.
create table run_children_usage (
  run_id text primary key,
  usd double precision not null,
  tokens bigint not null
) with (fillfactor = 70);

-- Whoever stores events holds the lock on log_head by now, so these rows are never waited for in a circle.
create function count_spending() returns trigger language plpgsql as $$
declare
  cost double precision := coalesce((new.data->'usage'->>'cost_usd')::double precision, 0);
  used bigint := coalesce((new.data->'usage'->>'input_tokens')::bigint, 0) + coalesce((new.data->'usage'->>'output_tokens')::bigint, 0);
begin
  insert into agent_usage as u (agent_id, day, usd, tokens, time_ms)
  values (new.data->>'agent_id', (to_timestamp(new.at / 1000.0) at time zone 'UTC')::date, cost, used,
    coalesce((new.data->>'duration_ms')::double precision, 0)::bigint)
  on conflict on constraint agent_usage_pkey do update set
    usd = u.usd + excluded.usd, tokens = u.tokens + excluded.tokens, time_ms = u.time_ms + excluded.time_ms;

  insert into run_children_usage as c (run_id, usd, tokens)
  with recursive above as (
    select r.parent_run_id as id from runs r where r.id = substr(new.stream, length('run:') + 1)
    union
    select r.parent_run_id from runs r join above a on r.id = a.id
  )
  select r.id, cost, used from runs r join above a on a.id = r.id
  on conflict on constraint run_children_usage_pkey do update set usd = c.usd + excluded.usd, tokens = c.tokens + excluded.tokens;
  return null;
end $$;

create trigger count_spending after insert on events
for each row when (new.type = 'turn_complete' and new.data ? 'agent_id') execute function count_spending();
