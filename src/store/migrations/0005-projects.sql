-- Projects with their boards: columns, tasks, what waits for what, and who works there.

create table projects (
  id text primary key,
  owner_id text,
  name text not null,
  description text not null default '',
  status text not null default 'active',
  repository text,
  template_id text,
  -- what the board's statuses mean; null is the built-in meaning
  status_semantics jsonb,
  default_pipeline_id text,
  key_user_id text,
  workspace_type text,
  vision text,
  slack_channel_id text,
  slack_notify_user_id text,
  -- what each sort of work has to pass; null is no policy
  stage_rules jsonb,
  policy_created_at bigint,
  policy_updated_at bigint,
  created_at bigint not null,
  updated_at bigint not null,
  completed_at bigint
);
create index projects_newest on projects (updated_at desc, id desc);

create table board_columns (
  id text primary key,
  project_id text not null references projects (id) on delete cascade,
  name text not null,
  position int not null,
  wip_limit int,
  task_statuses text[] not null default '{}'
);
create index board_columns_of_project on board_columns (project_id, position);

create table tasks (
  id text primary key,
  project_id text not null references projects (id) on delete cascade,
  title text not null,
  description text not null default '',
  status text not null,
  priority text not null default 'P2',
  assigned_agent text,
  workflow_id text,
  pipeline_id text,
  run_id text,
  parent_task_id text,
  tags text[] not null default '{}',
  estimated_hours double precision,
  column_id text not null references board_columns (id),
  column_position int not null,
  metadata jsonb not null default '{}',
  work_type text,
  completed_stages text[] not null default '{}',
  created_at bigint not null,
  updated_at bigint not null,
  completed_at bigint
);
create index tasks_of_project on tasks (project_id, column_position);
create index tasks_of_column on tasks (column_id);
create index tasks_of_run on tasks (run_id) where run_id is not null;

create table task_dependencies (
  id text primary key,
  project_id text not null references projects (id) on delete cascade,
  from_task_id text not null references tasks (id) on delete cascade,
  to_task_id text not null references tasks (id) on delete cascade,
  type text not null,
  unique (from_task_id, to_task_id)
);
create index task_dependencies_of_project on task_dependencies (project_id);
create index task_dependencies_to on task_dependencies (to_task_id);

create table task_runs (
  id bigint generated always as identity primary key,
  task_id text not null references tasks (id) on delete cascade,
  run_id text not null,
  pipeline_id text not null,
  status text not null,
  started_at bigint,
  completed_at bigint
);
create index task_runs_of_task on task_runs (task_id, id desc);

create table project_agents (
  project_id text not null references projects (id) on delete cascade,
  agent_id text not null,
  role text not null,
  assigned_at bigint not null,
  assigned_by text,
  primary key (project_id, agent_id)
);
create index project_agents_of_agent on project_agents (agent_id);

create table project_workflows (
  id text primary key,
  project_id text not null references projects (id) on delete cascade,
  name text not null,
  pipeline_id text not null,
  is_default boolean not null default false,
  task_filter jsonb not null default '{}',
  trigger text not null default 'manual'
);
create index project_workflows_of_project on project_workflows (project_id);
create index runs_of_project on runs (project_id, created_at desc) where project_id is not null;
