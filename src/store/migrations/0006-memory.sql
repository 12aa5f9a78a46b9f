-- What agents remember: vaults of Markdown files.

-- typing errors and half words in titles are found by their trigrams
create extension if not exists pg_trgm;

create table memories (
  id bigint generated always as identity primary key,
  owner_id text,
  -- an agent, or `shared`
  vault text not null,
  -- below the vault, with `.md`
  path text not null,
  directory text not null,
  -- the whole file
  content text not null,
  -- what stands in it, read when it is written
  title text,
  category text,
  type text,
  tags text[] not null,
  aliases text[] not null,
  links jsonb not null,
  importance real not null,
  preview text,
  size_bytes integer not null,
  created_at bigint not null,
  updated_at bigint not null,
  -- the name it is looked for by: its title, else its file
  name text not null,
  search tsvector not null,
  unique nulls not distinct (owner_id, vault, path)
);
create index memories_search on memories using gin (search);
create index memories_name on memories using gin (name gin_trgm_ops);
create index memories_newest on memories (vault, updated_at desc);

-- The best by weighted reciprocal rank fusion (Cormack, Clarke, Buettcher 2009, k = 60) of two rankings: full text, where files that have
-- all words go before files that have one of them and count twice as much; and likeness of names to the query by trigrams, which counts
-- half, and less the less alike they are. A file that is first in both, with the very name, has a score of 1.
create function rank_memories(owner text, vaults text[], all_words text, any_word text, query text, most integer)
returns table (id bigint, score float8) language sql stable
-- a word with two letters swapped is still like itself
set pg_trgm.word_similarity_threshold = 0.4
as $$
  with whole as (
    select m.id, ts_rank_cd(m.search, to_tsquery('english', all_words)) as rank from memories m
    where m.owner_id is not distinct from owner and (vaults is null or m.vault = any(vaults)) and all_words <> ''
      and m.search @@ to_tsquery('english', all_words)
    order by rank desc, m.id desc limit most
  ), part as (
    select m.id, ts_rank(m.search, to_tsquery('english', any_word)) as rank from memories m
    where m.owner_id is not distinct from owner and (vaults is null or m.vault = any(vaults)) and any_word <> ''
      and m.search @@ to_tsquery('english', any_word) and (select count(*) from whole) < most and m.id not in (select w.id from whole w)
    order by rank desc, m.id desc limit most
  ), named as (
    select m.id, word_similarity(query, m.name) as rank from memories m
    where m.owner_id is not distinct from owner and (vaults is null or m.vault = any(vaults)) and query <% m.name
    order by rank desc, m.id desc limit most
  ), texts as (
    select t.id, row_number() over (order by t.tier, t.rank desc, t.id desc) as place, 1.0 / t.tier as weight
    from (select w.id, 1 as tier, w.rank from whole w union all select p.id, 2, p.rank from part p) as t
  ), names as (
    select n.id, row_number() over (order by n.rank desc, n.id desc) as place, n.rank / 2 as weight from named n
  )
  select r.id, sum(r.weight * 61.0 / (60 + r.place))::float8 / 1.5 as score from (select * from texts union all select * from names) as r
  group by r.id order by score desc, r.id desc limit most
$$;

-- how often a memory was recalled, and whether that helped; an id is a path without `.md`
create table memory_scores (
  owner_id text,
  vault text not null,
  memory_id text not null,
  access_count integer not null,
  valuation_count integer not null default 0,
  useful_count integer not null default 0,
  last_accessed bigint not null,
  unique nulls not distinct (owner_id, vault, memory_id)
);

-- what an agent looked for and did not find
create table memory_gaps (
  id bigint generated always as identity primary key,
  owner_id text,
  vault text not null,
  description text not null,
  query text,
  created_at bigint not null
);
create index memory_gaps_newest on memory_gaps (vault, id desc);
