-- What agents ask of people: questions, and leave to make a call.

create table questions (
  id text primary key,
  owner_id text,
  stream text not null references streams (id) on delete cascade,
  run_id text,
  chat_id text,
  -- where the call stands that waits: of a run as in its journal, of a chat the exchange is the execution of the step `chat`
  step_id text not null,
  execution int not null,
  attempt int not null,
  turn int not null,
  tool_call_id text not null,
  -- question, or approval of the call
  kind text not null,
  agent_id text not null,
  tool_name text not null,
  text text,
  choices jsonb,
  arguments jsonb,
  default_answer text,
  -- open, answered, expired, withdrawn
  status text not null default 'open',
  answer text,
  approved boolean,
  note text,
  answered_by text,
  asked_at bigint not null,
  expires_at bigint not null,
  answered_at bigint
);
create index questions_newest on questions (asked_at desc, id desc);
create index questions_open on questions (expires_at) where status = 'open';
create index questions_of_stream on questions (stream, step_id, execution, attempt);

-- The row of a question is what its two facts say, in the statement that commits them.
create function fold_question() returns trigger language plpgsql as $$
declare
  q jsonb := new.data;
begin
  if new.type = 'question_asked' then
    insert into questions (id, owner_id, stream, run_id, chat_id, step_id, execution, attempt, turn, tool_call_id, kind, agent_id, tool_name,
      text, choices, arguments, default_answer, asked_at, expires_at)
    values (
      q->>'question_id', new.owner_id, new.stream,
      case when new.stream like 'run:%' then substr(new.stream, 5) end, case when new.stream like 'chat:%' then substr(new.stream, 6) end,
      coalesce(q->>'step_id', 'chat'), coalesce(q->>'execution', q->>'exchange')::int, coalesce((q->>'attempt')::int, 1), (q->>'turn')::int,
      q->>'tool_call_id', q->>'kind', q->>'agent_id', q->>'tool_name', q->>'text', nullif(q->'choices', 'null'),
      nullif(q->'arguments', 'null'), q->>'default_answer', new.at, (q->>'expires_at')::bigint);
  else
    update questions set status = q->>'cause', answer = q->>'answer', approved = (q->>'approved')::boolean, note = q->>'note',
      answered_by = q->>'answered_by', answered_at = new.at
    where id = q->>'question_id' and status = 'open';
  end if;
  return null;
end $$;
create trigger fold_question after insert on events
  for each row when (new.type in ('question_asked', 'question_answered')) execute function fold_question();

-- Calls of which nobody knows what came.
create index events_of_unknown_outcome on events (position) where type = 'tool_call_end' and data->>'outcome' = 'unknown';
