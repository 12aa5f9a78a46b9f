-- Grants wishes for slots of these agents in the order in which they were made, as far as there is room; answers those it granted.
create function grant_slots(agents text[]) returns jsonb language plpgsql as $$
declare
  agent text;
  room int;
  grants jsonb := '[]';
begin
  for agent in select distinct a from unnest(agents) a order by a loop
    -- two nodes that grant slots of one agent at the same time would each count without the other's
    perform pg_advisory_xact_lock(778, hashtext(agent));
    select greatest(0, (select s.agent_limit from slots s where s.agent_id = agent order by s.wished desc limit 1) - count(*)::int)
      into room from slots s where s.agent_id = agent and s.granted;
    -- a stream that nobody works on would keep its slot from those that could use it; one that is being written by another node right
    -- now is granted by that one's own call, which comes after this
    with next as (
      select s.stream, s.key, st.owner from slots s join streams st on st.id = s.stream
      where s.agent_id = agent and not s.granted and st.owner is not null order by s.wished limit room for update of s skip locked
    ), given as (
      update slots s set granted = true from next where s.stream = next.stream and s.key = next.key returning s.stream, s.key, next.owner
    )
    select grants || coalesce(jsonb_agg(to_jsonb(given)), '[]') into grants from given;
  end loop;
  return grants;
end $$;

-- Lets go of what a node owns and forgets the node. The epochs rise, so that a node that only seemed dead cannot write; slots are to be
-- wished for again, and fall to who waits for them.
create function release_node(node text, lost boolean) returns void language plpgsql as $$
declare
  agents text[];
begin
  with freed as (
    update streams s set owner = null, wants_owner = true, epoch = s.epoch + 1, was_lost = lost where s.owner = node returning s.id
  ), taken as (
    update slots s set granted = false from freed where s.stream = freed.id returning s.agent_id
  )
  select array_agg(agent_id) into agents from taken;
  delete from nodes n where n.id = node;
  perform pg_notify('djinnbot_grants', g.value::text) from jsonb_array_elements(grant_slots(agents)) g;
end $$;

-- The one way into the log. `batch` is an array of append requests (src/log/event-log.ts); each is fenced by itself, so one that lost
-- its stream is dropped alone. Positions are taken from log_head last, and its row stays locked until the commit: positions have no
-- gaps and become visible in order. Of nodes that write at the same time each brings its requests in the order of their streams, or they
-- would wait for each other. A batch that comes again, since its answer was lost, is answered and not done again.
create function append_batch(node text, batch_id bigint, batch jsonb, notify boolean) returns jsonb language plpgsql as $$
declare
  item jsonb;
  i int := 0;
  stream_row streams;
  accepted boolean;
  count_of_facts int;
  starts int[] := '{}';
  befores int[] := '{}';
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
    count_of_facts := jsonb_array_length(item->'facts');
    starts[i] := null;
    owners[i] := null;

    if item ? 'create' then
      insert into streams (id, owner, owner_id, wants_owner, last_seq, state)
      values (item->>'stream', item->'create'->>'owner', item->'create'->>'ownerId', item->'create'->>'owner' is null, count_of_facts, item->'state')
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
      end if;
    else
      update streams s set
        last_seq = s.last_seq + count_of_facts,
        version = s.version + (item ? 'state')::int,
        epoch = s.epoch + coalesce((item->>'bump')::boolean, false)::int,
        state = coalesce(item->'state', s.state),
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
    befores[i] := total;
    owners[i] := stream_row.owner_id;
    total := total + count_of_facts;
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

  -- a stream has at most one request with rows in a batch
  insert into runs
  select r.* from jsonb_array_elements(batch) with ordinality e(value, n), jsonb_populate_recordset(null::runs, e.value->'rows'->'runs') r
  where starts[e.n] is not null
  on conflict (id) do update set
    pipeline_hash = excluded.pipeline_hash, task = excluded.task, status = excluded.status, current_step = excluded.current_step,
    outputs = excluded.outputs, error = excluded.error, human_context = excluded.human_context, waiting_for = excluded.waiting_for,
    input_tokens = excluded.input_tokens, output_tokens = excluded.output_tokens, cost_usd = excluded.cost_usd,
    budget_usd = excluded.budget_usd, updated_at = excluded.updated_at, completed_at = excluded.completed_at;
  insert into steps
  select t.* from jsonb_array_elements(batch) with ordinality e(value, n), jsonb_populate_recordset(null::steps, e.value->'rows'->'steps') t
  where starts[e.n] is not null
  on conflict (run_id, step_id) do update set
    ordinal = excluded.ordinal, agent_id = excluded.agent_id, status = excluded.status, execution = excluded.execution,
    attempt = excluded.attempt, retry_count = excluded.retry_count, max_retries = excluded.max_retries, outputs = excluded.outputs,
    output = case when excluded.status = 'completed' then coalesce(excluded.output, steps.output) end, error = excluded.error,
    session_id = excluded.session_id, human_context = excluded.human_context, model_used = excluded.model_used,
    queued_at = excluded.queued_at, started_at = excluded.started_at, completed_at = excluded.completed_at,
    deadline_at = excluded.deadline_at, input_tokens = excluded.input_tokens, output_tokens = excluded.output_tokens,
    cost_usd = excluded.cost_usd;
  insert into turn_journal (stream, step_id, execution, attempt, turn, entry, kind, content)
  select e.value->>'stream', j.step_id, j.execution, j.attempt, j.turn, j.entry, j.kind, j.content
  from jsonb_array_elements(batch) with ordinality e(value, n),
    jsonb_to_recordset(e.value->'journal') as j(step_id text, execution int, attempt int, turn int, entry text, kind text, content jsonb)
  where starts[e.n] is not null
  on conflict do nothing;

  update log_head set position = position + total returning position - total into head;
  insert into events (position, stream, seq, type, at, owner_id, data, bytes)
  select head + befores[e.n] + f.k, e.value->>'stream', starts[e.n] + f.k, f.value->>'type', (f.value->>'at')::bigint, owners[e.n], f.value, pg_column_size(f.value)
  from jsonb_array_elements(batch) with ordinality e(value, n), jsonb_array_elements(e.value->'facts') with ordinality f(value, k)
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
