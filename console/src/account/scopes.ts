const DOMAINS: Record<string, readonly string[]> = {
  runs: ['read', 'write'],
  pipelines: ['read', 'admin'],
  agents: ['read', 'admin'],
  lifecycle: ['read', 'write'],
  chat: ['read', 'write'],
  questions: ['read', 'write'],
  projects: ['read', 'write'],
  memory: ['read', 'write'],
  skills: ['read', 'admin'],
  mcp: ['read', 'admin'],
  github: ['read', 'admin'],
  secrets: ['read', 'admin'],
  settings: ['read', 'admin'],
  actors: ['read', 'write'],
  audit: ['read'],
  users: ['admin'],
};

/** What a key can be limited to; a higher level of a domain includes the lower ones. */
export const SCOPES: readonly string[] = Object.entries(DOMAINS).flatMap(([domain, levels]) => levels.map((level) => `${domain}:${level}`));
