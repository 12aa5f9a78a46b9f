-- When agents wake by themselves: one row an agent, which whoever fires a wake moves on.

create table agent_pulses (
  agent_id text primary key,
  next_at bigint,
  -- of the plan that next_at was made by
  plan text not null,
  last_at bigint,
  last_outcome text,
  -- wakes of a day, by the machine's calendar
  day text not null,
  wakes integer not null default 0
);
