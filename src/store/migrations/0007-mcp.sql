-- MCP servers, whose tools agents use.

create table mcp_servers (
  id text primary key,
  owner_id text,
  name text not null,
  description text not null default '',
  -- encrypted JSON: an entry of `mcpServers`
  config text not null,
  enabled boolean not null default true,
  setup_agent_id text,
  -- rises with each change that a connection has to be made anew for
  revision integer not null default 1,
  -- of the entry in the catalog's file that it was read from; null once people changed it
  file_hash text,
  state text not null default 'configuring',
  problem text,
  -- as the server last told: name, description, schemas, and a hash over all that a model sees of it
  tools jsonb not null default '[]',
  created_at bigint not null,
  updated_at bigint not null
);

-- What a person, or the first look at a new configuration, found good: a tool whose hash is another one is held back.
create table mcp_approvals (
  server_id text not null references mcp_servers (id) on delete cascade,
  tool text not null,
  hash text not null,
  approved_by text not null,
  approved_at bigint not null,
  primary key (server_id, tool)
);

create table mcp_grants (
  server_id text not null references mcp_servers (id) on delete cascade,
  agent_id text not null,
  -- `*` is all
  tool text not null,
  granted_by text not null,
  granted_at bigint not null,
  primary key (server_id, agent_id, tool)
);
create index mcp_grants_of_agent on mcp_grants (agent_id);
