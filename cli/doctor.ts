import { styleText } from 'node:util';
import type { Client } from './client.ts';

/** One thing that was looked at. */
interface Finding {
  name: string;
  /** Null when it is as it should be. */
  problem: string | null;
  detail: string;
}

interface Facts {
  status: {
    version: string;
    defaultModel: string;
    isDemo: boolean;
    commands: string;
    github: { configured: boolean; missing: string[]; message: string };
  };
  memorySearchStatus: { embeddingModel: string | null; waiting: number; problem: string | null };
  modelProviders: { id: string; configured: boolean; keyVariable: string | null }[];
  pipelines: { id: string; problems: { severity: string; message: string }[] }[];
  mcpServers: { id: string; enabled: boolean; state: string; problem: string | null }[];
}

const QUERY = `{
  status { version defaultModel isDemo commands github { configured missing message } }
  memorySearchStatus { embeddingModel waiting problem }
  modelProviders { id configured keyVariable }
  pipelines { id problems { severity message } }
  mcpServers { id enabled state problem }
}`;

/** Says what of a server is set up and what is missing, with how to get it. Exit code 1 when something does not work that is set up. */
export async function doctor(client: Client, isJson: boolean): Promise<number> {
  const facts = await client.query<Facts>(QUERY);
  const findings = [...findingsOf(facts)];
  const broken = findings.filter(({ problem }) => problem !== null);
  if (isJson) process.stdout.write(`${JSON.stringify(findings, null, 2)}\n`);
  else for (const finding of findings) process.stdout.write(`${lineOf(finding)}\n`);
  return broken.length > 0 ? 1 : 0;
}

function* findingsOf({ status, memorySearchStatus: memory, modelProviders, pipelines, mcpServers }: Facts): Generator<Finding> {
  yield { name: 'server', problem: null, detail: `version ${status.version} answers` };
  const keys = modelProviders.filter(({ configured, keyVariable }) => configured && keyVariable !== null).map(({ id }) => id);
  const variables = modelProviders.flatMap(({ keyVariable }) => keyVariable ?? []);
  yield {
    name: 'models',
    problem: null,
    detail: status.isDemo
      ? `the demo model answers; set one of ${variables.slice(0, 4).join(', ')}, or put a key in on the settings page, for real ones`
      : `${status.defaultModel} by default; keys for ${keys.join(', ')}`,
  };
  yield {
    name: 'memory',
    problem: memory.problem,
    detail:
      memory.embeddingModel === null
        ? 'searched by words; set EMBEDDING_MODEL, such as openai/text-embedding-3-small, to search by meaning too'
        : `searched by words and by meaning (${memory.embeddingModel}${memory.waiting > 0 ? `, ${memory.waiting} memories wait for it` : ''})`,
  };
  const isRefused = status.commands !== 'on' && status.commands !== 'off';
  yield {
    name: 'commands',
    problem: isRefused ? status.commands : null,
    detail: status.commands === 'off' ? 'bash of agents runs without a sandbox (TOOLS_SANDBOX=off)' : 'bash of agents runs in a sandbox',
  };
  const errors = pipelines.flatMap(({ problems }) => problems.filter(({ severity }) => severity === 'ERROR'));
  yield { name: 'pipelines', problem: errors.map(({ message }) => message).join('; ') || null, detail: `${pipelines.length} can be run` };
  for (const { id, enabled, state, problem } of mcpServers)
    yield { name: `mcp ${id}`, problem: enabled ? problem : null, detail: enabled ? state.toLowerCase() : 'switched off' };
  const { configured, missing, message } = status.github;
  yield { name: 'github', problem: null, detail: configured ? message : `no app; it would need ${missing.join(', ')}` };
}

function lineOf({ name, problem, detail }: Finding): string {
  const mark = problem === null ? styleText('green', '✓') : styleText('red', '✗');
  return `${mark} ${name.padEnd(10)} ${problem ?? detail}`;
}
