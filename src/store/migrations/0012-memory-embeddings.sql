-- Memories are found by meaning too, and by words within a bounded time however many there are.

-- What each memory means to an embedding model. One row for each memory, from its first write on: the row is the queue.
create table memory_vectors (
  memory_id bigint primary key references memories on delete cascade,
  -- counts writes of the memory, so that a vector of what stood there before is not kept
  revision integer not null default 0,
  -- not to be tried before; epoch milliseconds
  due_at bigint not null default 0,
  -- that made the vector; null while there is none
  model text,
  -- of length 1, each number as a signed byte
  vector bytea,
  -- the signs of its first numbers, which nodes keep in memory
  signs bytea,
  -- grows with each vector that is put in, so that nodes read only what they do not know
  position bigint
);
create index memory_vectors_waiting on memory_vectors (model);
create index memory_vectors_position on memory_vectors (position) where position is not null;
create sequence memory_vectors_positions as bigint;
insert into memory_vectors (memory_id) select id from memories;

-- the words of names, each once: what is typed wrongly is compared with these and not with every name
create table memory_words (word text primary key);
create index memory_words_like on memory_words using gin (word gin_trgm_ops);

create function words_of_name(name text) returns setof text language sql immutable as $$
  select word from unnest(tsvector_to_array(to_tsvector('simple', name))) as word
  where word ~ '^\D{4,40}$' and to_tsvector('english', word) <> ''
$$;

insert into memory_words select distinct word from memories, words_of_name(name) as word;
drop index memories_name;
create index memories_name on memories using gin (to_tsvector('english', name));

-- how common a word is, which decides what is looked for, comes from the planner's statistics: let them know more words than 1000
alter table memories alter column search set statistics 500;

drop function rank_memories;

-- Two rankings of what a query may mean: by full text, where files that have all words go before files that have one of them and count
-- twice as much; and by likeness of names and query by trigrams, which counts half, and less the less alike they are. Both as reciprocal
-- ranks (k = 60), the first place being 1 and 1/2.
--
-- Its time is bounded however many memories there are: of many files that have all words the newest are ranked and those that have them in
-- their name, and where not all words are asked for, the rarest are. How common a word is, the planner's statistics say; without them, none
-- is.
create function rank_memories(owner text, vaults text[], words text[], query text, most integer)
returns table (id bigint, by_text float8, by_name float8) language plpgsql stable
-- a word with two letters swapped is still like itself
set pg_trgm.word_similarity_threshold = 0.35
-- how many files a query finds decides how they are found
set plan_cache_mode = force_custom_plan
-- that a query has words that say nothing is no news
set client_min_messages = warning
as $$
declare
  total_files float8;
  -- so many are ranked
  newest constant integer = 200;
  -- behind which all files stand that are needed to find so many, if a query finds what is expected
  whole_from bigint;
  part_from bigint;
  whole tsquery;
  whole_files float8;
  part tsquery;
  part_files float8;
  likely tsquery;
  alike tsquery;
begin
  with common as materialized (
    select e.lexeme, e.frequency from pg_class c join pg_namespace s on s.oid = c.relnamespace
      join pg_stats p on p.schemaname = s.nspname and p.tablename = c.relname and p.attname = 'search',
      unnest(p.most_common_elems::text::text[], p.most_common_elem_freqs) as e(lexeme, frequency)
    where c.oid = 'memories'::regclass
  ), lexemes as materialized (
    -- of a few words each may be the beginning of one, of a sentence none
    select w.n, w.word, w.is_prefix, to_tsquery('english', w.word || case when w.is_prefix then ':*' else '' end) as term,
      (tsvector_to_array(to_tsvector('english', w.word)))[1] as lexeme
    from (select *, cardinality(words) <= 4 and length(u.word) > 2 as is_prefix from unnest(words) with ordinality as u(word, n)) as w
  ), terms as materialized (
    select l.n, l.word, l.term, coalesce(least(f.frequency, 1), 0)::float8 as frequency
    from lexemes l, lateral (select sum(c.frequency) as frequency from common c
      where c.lexeme = l.lexeme or l.is_prefix and starts_with(c.lexeme, l.lexeme)) as f
    where numnode(l.term) > 0
  ), total as (
    select greatest(reltuples, 0)::float8 as files from pg_class where oid = 'memories'::regclass
  ), rarest as (
    select t.term, sum(t.frequency * a.files) over rarest as files, row_number() over rarest as place
    from terms t, total a window rarest as (order by t.frequency, t.n)
  ), alternatives as (
    select t.term, x.term as other from terms t left join lateral (
      select to_tsquery('english', string_agg(k.word, ' | ')) as term from (
        select m.word from memory_words m where t.word <% m.word order by word_similarity(t.word, m.word) desc, m.word limit 3) as k
      where length(t.word) > 3 and not exists (select from memory_words m where m.word = t.word)
    ) as x on true
  )
  select a.files, w.query, w.files, p.query, p.files, l.query, l.others into total_files, whole, whole_files, part, part_files, likely, alike
  from total a,
    (select string_agg(t.term::text, ' & ')::tsquery as query, exp(sum(ln(greatest(t.frequency, 1e-6)))) * max(a.files) as files
     from terms t, total a) as w,
    (select string_agg(r.term::text, ' | ')::tsquery as query, max(r.files) as files from rarest r where r.files <= newest or r.place = 1) as p,
    (select string_agg('(' || concat_ws(' | ', a.term::text, a.other::text) || ')', ' & ')::tsquery as query,
       string_agg(a.other::text, ' | ')::tsquery as others from alternatives a) as l;

  select case when whole_files > 4 * newest then max(m.id) - (2 * newest * total_files / whole_files)::bigint else 0 end,
    case when part_files > 4 * newest then max(m.id) - (2 * newest * total_files / part_files)::bigint else 0 end
  into whole_from, part_from from memories m;

  return query
  with mine as not materialized (
    select m.id, m.name, m.search from memories m
    where (m.owner_id = owner or owner is null and m.owner_id is null) and (vaults is null or m.vault = any(vaults))
  ), whole_new as materialized (
    select m.id from mine m where m.search @@ whole and m.id > whole_from order by m.id desc limit newest
  ), whole_ids as (
    select w.id from whole_new w
    union (select m.id from mine m where m.search @@ whole and m.id <= whole_from and (select count(*) from whole_new) < newest
      order by m.id desc limit newest)
    union (select m.id from mine m where to_tsvector('english', m.name) @@ whole order by m.id desc limit newest)
  ), whole_match as materialized (
    select m.id, m.name, ts_rank_cd(m.search, whole) as rank from whole_ids join memories m using (id)
    order by rank desc, m.id desc limit most
  ), part_new as materialized (
    select m.id from mine m where m.search @@ part and m.id > part_from and (select count(*) from whole_match) < most
    order by m.id desc limit newest
  ), part_ids as (
    select p.id from part_new p
    union (select m.id from mine m where m.search @@ part and m.id <= part_from and (select count(*) from whole_match) < most
      and (select count(*) from part_new) < newest order by m.id desc limit newest)
    except select w.id from whole_match w
  ), part_match as materialized (
    select m.id, m.name, ts_rank(m.search, part) as rank from part_ids join memories m using (id)
    order by rank desc, m.id desc limit most
  ), likely_match as materialized (
    select m.id, m.name from mine m where alike is not null and m.search @@ likely order by m.id desc limit newest
  ), alike_match as (
    select m.id, m.name from mine m where m.search @@ alike and not exists (select from likely_match) order by m.id desc limit newest
  ), named as (
    select n.id, greatest(word_similarity(query, n.name), word_similarity(n.name, query))::float8 as rank from (
      select w.id, w.name from whole_match w union select p.id, p.name from part_match p
      union select l.id, l.name from likely_match l union select a.id, a.name from alike_match a) as n
  ), texts as (
    select t.id, 61.0 / (60 + row_number() over (order by t.tier, t.rank desc, t.id desc)) / t.tier as share
    from (select w.id, 1 as tier, w.rank from whole_match w union all select p.id, 2, p.rank from part_match p) as t
  ), names as (
    select n.id, 61.0 / (60 + row_number() over (order by n.rank desc, n.id desc)) * n.rank / 2 as share from named n where n.rank >= 0.35
    order by n.rank desc, n.id desc limit most
  )
  select coalesce(t.id, n.id), coalesce(t.share, 0)::float8, coalesce(n.share, 0)::float8 from texts t full join names n using (id);
end
$$;
