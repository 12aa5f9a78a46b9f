-- A request may say what else is true of its stream if its wish for a slot is granted at once (`ifGranted`): facts that come behind its
-- own, and the state and rows in place of its own. Otherwise a step would be queued by one request and begun by the next.
create or replace function append_batch(node text, batch_id bigint, batch jsonb, notify boolean) returns jsonb language plpgsql as $$
declare
  item jsonb;
  i int := 0;
  stream_row streams;
  accepted boolean;
  count_of_facts int;
  starts int[] := '{}';
  counts int[] := '{}';
  befores int[] := '{}';
  unmet int[] := '{}';
  owners text[] := '{}';
  touched text[] := '{}';
  results jsonb[] := '{}';
  grants jsonb := '[]';
  total int := 0;
  head bigint;
  last_batch bigint;
  answer jsonb;
begin
  -- a backend that lost its client may still be at work on this very batch
  perform pg_advisory_xact_lock(779, hashtext(node));
  select w.batch, w.result into last_batch, answer from log_writers w where w.node = append_batch.node;
  if last_batch = batch_id then return answer; end if;
  if last_batch > batch_id then raise exception 'batch % of % was given up', batch_id, node; end if;
  for item in select * from jsonb_array_elements(batch) loop
    i := i + 1;
    -- it mostly is, so it is assumed here and taken back below where it is not
    count_of_facts := jsonb_array_length(item->'facts') + coalesce(jsonb_array_length(item->'ifGranted'->'facts'), 0);
    counts[i] := 0;
    starts[i] := null;
    owners[i] := null;

    if item ? 'create' then
      insert into streams (id, owner, owner_id, wants_owner, last_seq, state)
      values (item->>'stream', item->'create'->>'owner', item->'create'->>'ownerId', item->'create'->>'owner' is null, count_of_facts,
        coalesce(item->'ifGranted'->'state', item->'state'))
      returning * into stream_row;
      accepted := true;
    elsif coalesce((item->>'delete')::boolean, false) then
      delete from streams s where s.id = item->>'stream' and s.epoch = (item->>'epoch')::int returning * into stream_row;
      accepted := found;
      if accepted then
        delete from events e where e.stream = stream_row.id;
        delete from turn_journal t where t.stream = stream_row.id;
        with gone as (delete from slots s where s.stream = stream_row.id returning s.agent_id)
          select touched || coalesce(array_agg(gone.agent_id), '{}') into touched from gone;
        delete from runs r where 'run:' || r.id = stream_row.id;
        delete from chat_sessions c where 'chat:' || c.id = stream_row.id;
      end if;
    else
      update streams s set
        last_seq = s.last_seq + count_of_facts,
        version = s.version + (item ? 'state')::int,
        epoch = s.epoch + coalesce((item->>'bump')::boolean, false)::int,
        state = coalesce(item->'ifGranted'->'state', item->'state', s.state),
        recoveries = case when item ? 'state' and not coalesce((item->>'isRecovery')::boolean, false) then 0 else s.recoveries end,
        owner = case when item ? 'disown' then null else s.owner end,
        wants_owner = case when item ? 'disown' then item->'disown'->>'wants' is not null else s.wants_owner end,
        ended_at = case when item ? 'state' then
          case when item->'state'->>'status' in ('completed', 'failed', 'cancelled') then now() end else s.ended_at end
      where s.id = item->>'stream'
        and (s.epoch = (item->>'epoch')::int or s.id = 'system')
        and (not item ? 'owner' or s.owner = item->>'owner')
        and (not item ? 'version' or s.version = (item->>'version')::int)
      returning * into stream_row;
      accepted := found;
    end if;

    if not accepted then
      results[i] := jsonb_build_object('status', case when exists (
          select from streams s where s.id = item->>'stream' and s.epoch = (item->>'epoch')::int and (not item ? 'owner' or s.owner = item->>'owner')
        ) then 'stale' else 'fenced' end);
      continue;
    end if;

    starts[i] := stream_row.last_seq - count_of_facts;
    counts[i] := count_of_facts;
    owners[i] := stream_row.owner_id;
    results[i] := jsonb_build_object('status', 'ok', 'seq', starts[i], 'epoch', stream_row.epoch, 'version', stream_row.version, 'ownerId', stream_row.owner_id);

    if jsonb_array_length(coalesce(item->'slots'->'release', '[]')) > 0 then
      with gone as (
        delete from slots s where s.stream = stream_row.id and s.key in (select jsonb_array_elements_text(item->'slots'->'release')) returning s.agent_id
      ) select touched || coalesce(array_agg(gone.agent_id), '{}') into touched from gone;
    end if;
    if jsonb_array_length(coalesce(item->'slots'->'want', '[]')) > 0 then
      with wished as (
        insert into slots (stream, key, agent_id, agent_limit)
        select stream_row.id, w->>'key', w->>'agentId', (w->>'limit')::int from jsonb_array_elements(item->'slots'->'want') w
        on conflict on constraint slots_pkey do update set agent_limit = excluded.agent_limit
        returning stream, key, agent_id, granted
      )
      select
        touched || array_agg(agent_id),
        grants || coalesce(jsonb_agg(jsonb_build_object('stream', stream, 'key', key, 'owner', stream_row.owner)) filter (where granted), '[]')
      into touched, grants from wished;
    end if;
  end loop;

  if touched <> '{}' then grants := grants || grant_slots(touched); end if;

  for item, i in
    select e.value, e.n from jsonb_array_elements(batch) with ordinality e(value, n)
    where e.value ? 'ifGranted' and starts[e.n] is not null
      and not grants @> jsonb_build_array(jsonb_build_object('stream', e.value->'stream', 'key', e.value->'slots'->'want'->0->'key'))
  loop
    count_of_facts := jsonb_array_length(item->'ifGranted'->'facts');
    counts[i] := counts[i] - count_of_facts;
    update streams s set last_seq = s.last_seq - count_of_facts, state = item->'state' where s.id = item->>'stream';
    unmet := unmet || i;
  end loop;
  for i in 1 .. cardinality(counts) loop
    befores[i] := total;
    total := total + counts[i];
  end loop;

  -- a stream has at most one request with rows in a batch
  insert into runs
  select r.* from jsonb_array_elements(batch) with ordinality e(value, n), 
    jsonb_populate_recordset(null::runs, case when e.value ? 'ifGranted' and e.n <> all(unmet) then e.value->'ifGranted' else e.value end->'rows'->'runs') r
  where starts[e.n] is not null
  on conflict (id) do update set
    pipeline_hash = excluded.pipeline_hash, task = excluded.task, status = excluded.status, current_step = excluded.current_step,
    outputs = excluded.outputs, error = excluded.error, human_context = excluded.human_context, waiting_for = excluded.waiting_for,
    input_tokens = excluded.input_tokens, output_tokens = excluded.output_tokens, cost_usd = excluded.cost_usd,
    budget_usd = excluded.budget_usd, updated_at = excluded.updated_at, completed_at = excluded.completed_at;
  insert into steps
  select t.* from jsonb_array_elements(batch) with ordinality e(value, n), 
    jsonb_populate_recordset(null::steps, case when e.value ? 'ifGranted' and e.n <> all(unmet) then e.value->'ifGranted' else e.value end->'rows'->'steps') t
  where starts[e.n] is not null
  on conflict (run_id, step_id) do update set
    ordinal = excluded.ordinal, agent_id = excluded.agent_id, status = excluded.status, execution = excluded.execution,
    attempt = excluded.attempt, retry_count = excluded.retry_count, max_retries = excluded.max_retries, outputs = excluded.outputs,
    output = case when excluded.status = 'completed' then coalesce(excluded.output, steps.output) end, error = excluded.error,
    session_id = excluded.session_id, human_context = excluded.human_context, model_used = excluded.model_used,
    queued_at = excluded.queued_at, started_at = excluded.started_at, completed_at = excluded.completed_at,
    deadline_at = excluded.deadline_at, input_tokens = excluded.input_tokens, output_tokens = excluded.output_tokens,
    cost_usd = excluded.cost_usd;
  insert into chat_sessions
  select c.* from jsonb_array_elements(batch) with ordinality e(value, n), jsonb_populate_recordset(null::chat_sessions, e.value->'rows'->'chat_sessions') c
  where starts[e.n] is not null
  on conflict (id) do update set
    status = excluded.status, model = excluded.model, error = excluded.error, message_count = excluded.message_count,
    input_tokens = excluded.input_tokens, output_tokens = excluded.output_tokens, cost_usd = excluded.cost_usd,
    last_activity_at = excluded.last_activity_at, started_at = excluded.started_at, completed_at = excluded.completed_at;
  insert into chat_messages
  select m.* from jsonb_array_elements(batch) with ordinality e(value, n), jsonb_populate_recordset(null::chat_messages, e.value->'rows'->'chat_messages') m
  where starts[e.n] is not null
  on conflict (id) do update set
    content = excluded.content, thinking = excluded.thinking, tool_calls = excluded.tool_calls, model = excluded.model,
    status = excluded.status, error = excluded.error, completed_at = excluded.completed_at;
  insert into turn_journal (stream, step_id, execution, attempt, turn, entry, kind, content)
  select e.value->>'stream', j.step_id, j.execution, j.attempt, j.turn, j.entry, j.kind, j.content
  from jsonb_array_elements(batch) with ordinality e(value, n),
    jsonb_to_recordset(e.value->'journal') as j(step_id text, execution int, attempt int, turn int, entry text, kind text, content jsonb)
  where starts[e.n] is not null
  on conflict do nothing;

  update log_head set position = position + total returning position - total into head;
  insert into events (position, stream, seq, type, at, owner_id, data, bytes)
  select head + befores[e.n] + f.k, e.value->>'stream', starts[e.n] + f.k, f.value->>'type', (f.value->>'at')::bigint, owners[e.n], f.value, pg_column_size(f.value)
  from jsonb_array_elements(batch) with ordinality e(value, n), lateral (
    select f.value, f.k from jsonb_array_elements(e.value->'facts') with ordinality f(value, k)
    union all
    select f.value, jsonb_array_length(e.value->'facts') + f.k
    from jsonb_array_elements(e.value->'ifGranted'->'facts') with ordinality f(value, k) where e.n <> all(unmet)
  ) f
  where starts[e.n] is not null;

  answer := jsonb_build_object('head', head, 'results', to_jsonb(results), 'grants', grants);
  insert into log_writers values (node, batch_id, answer)
  on conflict on constraint log_writers_pkey do update set batch = excluded.batch, result = excluded.result;
  if notify then
    if total > 0 then perform pg_notify('djinnbot_log', json_build_object('node', node, 'head', head + total)::text); end if;
    perform pg_notify('djinnbot_grants', g.value::text) from jsonb_array_elements(grants) g where g.value->>'owner' <> node;
  end if;
  return answer;
end $$;
