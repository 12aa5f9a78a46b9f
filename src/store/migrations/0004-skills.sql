-- What agents can read up on, and who may.

create table skills (
  id text primary key,
  owner_id text,
  description text not null,
  tags text[] not null default '{}',
  content text not null,
  enabled boolean not null default true,
  scope text not null default 'global',
  owner_agent_id text,
  -- companion files stand beside its SKILL.md
  has_files boolean not null default false,
  created_by text not null,
  created_at bigint not null,
  updated_at bigint not null,
  -- of the SKILL.md that it was read from; null once people edited it, so that the file does not undo that
  file_hash text
);

create table skill_grants (
  skill_id text not null references skills (id) on delete cascade,
  agent_id text not null,
  granted_by text not null,
  granted_at bigint not null,
  primary key (skill_id, agent_id)
);
create index skill_grants_of_agent on skill_grants (agent_id);
