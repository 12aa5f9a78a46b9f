import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { parseMetrics, type Family } from '../support/prometheus-text.ts';
import { complete } from '../support/scripted-llm.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';

const ROOT = join(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');

describe('the dashboard and the alerts', () => {
  let test: TestServer;
  let families: Family[];
  beforeAll(async () => {
    test = await startTestServer(() => complete({}));
    families = parseMetrics(await (await fetch(`${test.server.url}/metrics`)).text());
  });
  afterAll(() => test.stop());

  /** Metrics in an expression that the server does not have, and labels that a metric which shows some does not have. */
  function mistakesIn(expression: string): string[] {
    return [...expression.matchAll(/\b((?:djinnbot|nodejs|process)_\w+)(?:\{([^}]*)\})?/g)].flatMap(([, name = '', matchers = '']) => {
      const family = families.find((candidate) => candidate.name === name || partsOf(candidate).includes(name));
      if (!family) return [`there is no ${name}`];
      const labels = [...matchers.matchAll(/(\w+)\s*=~?/g)].map((match) => match[1] ?? '').filter((label) => label !== 'job');
      const known = family.samples[0]?.labels;
      return labels.filter((label) => known && !(label in known)).map((label) => `${name} has no label ${label}`);
    });
  }
  const partsOf = ({ name, type }: Family) => (type === 'histogram' ? ['_bucket', '_sum', '_count'].map((part) => name + part) : []);

  it('name metrics that there are', () => {
    const dashboard = JSON.parse(read('deploy/grafana/dashboard.json')) as { panels: { title: string; targets?: { expr: string }[] }[] };
    const expressions = dashboard.panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr));

    expect(expressions.length).toBeGreaterThan(30);
    expect(expressions.flatMap(mistakesIn)).toEqual([]);
    for (const expression of expressions) expect(expression).toContain('job="$job"');
  });

  it('are those that docs/operations.md explains', () => {
    const explained = new Set(read('docs/operations.md').match(/djinnbot_[a-z_]+/g));
    const ours = families.map(({ name }) => name).filter((name) => name.startsWith('djinnbot_'));

    expect(ours.filter((name) => !explained.has(name))).toEqual([]);
  });

  it('alert with a severity, a summary and an expression over metrics that there are', () => {
    const { groups } = parse(read('deploy/prometheus/alerts.yml')) as {
      groups: { rules: { alert: string; expr: string; labels: { severity: string }; annotations: { summary: string } }[] }[];
    };
    const rules = groups.flatMap((group) => group.rules);

    expect(new Set(rules.map(({ alert }) => alert)).size).toBe(rules.length);
    expect(rules.flatMap(({ expr }) => mistakesIn(expr))).toEqual([]);
    for (const { labels, annotations } of rules) {
      expect(['critical', 'warning', 'info']).toContain(labels.severity);
      expect(annotations.summary).not.toBe('');
    }
  });
});

describe('the image', () => {
  const lines = read('deploy/Dockerfile').replaceAll('\\\n', ' ').split('\n');
  const last = lines.slice(lines.findLastIndex((line) => line.startsWith('FROM ')));

  it('runs as an ordinary user, says whether it is well, and holds no secret', () => {
    expect(last).toContain('USER node');
    expect(last.some((line) => line.startsWith('HEALTHCHECK '))).toBe(true);
    expect(last.indexOf('USER node')).toBeLessThan(last.findIndex((line) => line.startsWith('CMD ')));
    expect(lines.filter((line) => /^(ENV|ARG) .*(_KEY|TOKEN|PASSWORD|SECRET|DATABASE_URL)\w*=/.test(line))).toEqual([]);
  });

  it('copies what is there and what .dockerignore lets in', () => {
    const allowed = read('deploy/Dockerfile.dockerignore')
      .split('\n')
      .filter((line) => line.startsWith('!'))
      .map((line) => line.slice(1));
    const sources = lines
      .filter((line) => line.startsWith('COPY ') && !line.includes('--from'))
      .flatMap((line) => line.split(' ').slice(1, -1))
      .filter((source) => source !== '.');

    expect(sources).toEqual(expect.arrayContaining(['src', 'schema', 'package.json']));
    for (const source of sources) expect({ source, isThere: existsSync(join(ROOT, source)) }).toEqual({ source, isThere: true });
    expect(sources.filter((source) => !allowed.includes(source))).toEqual([]);
    expect(allowed.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });
});

describe('settings that the deployments give', () => {
  const config = read('src/config.ts') + read('src/llm/providers.ts');
  const isKnown = (name: string) => new RegExp(`\\b${name}\\b`).test(config);

  it('are known to the server, and secrets among them come from outside', () => {
    const { services } = parse(read('deploy/compose.yaml'), { merge: true }) as {
      services: Record<string, { environment?: Record<string, string>; read_only?: boolean; volumes?: string[] }>;
    };
    const environment = services.node1?.environment ?? {};

    expect(Object.keys(environment).filter((name) => !isKnown(name))).toEqual([]);
    for (const { environment: variables = {} } of Object.values(services))
      for (const [name, value] of Object.entries(variables)) if (/_KEY$|TOKEN|PASSWORD|SECRET/.test(name)) expect(value).toMatch(/^\$\{/);
    expect(environment.DATABASE_URL).toContain('${POSTGRES_PASSWORD:?');
    expect([services.node1?.read_only, services.node2?.read_only]).toEqual([true, true]);
    const own = [services.node1, services.node2].map((node) => node?.volumes?.find((volume) => volume.endsWith(':/data')));
    expect(new Set(own).size).toBe(2); // two nodes on one data directory refuse each other
  });

  it('of the chart are known, none of them secret, and its templates ask only for values that it has', () => {
    const values = parse(read('deploy/helm/djinnbot/values.yaml')) as Record<string, unknown> & { env: Record<string, string> };
    const templates = globSync('deploy/helm/djinnbot/templates/*.yaml', { cwd: ROOT });

    expect(Object.keys(values.env).filter((name) => !isKnown(name))).toEqual([]);
    expect(Object.keys(values.env).filter((name) => /_KEY|TOKEN|PASSWORD|SECRET|DATABASE_URL/.test(name))).toEqual([]);
    expect(templates).toHaveLength(6);
    for (const path of templates) {
      const template = read(path);
      for (const [, name = ''] of template.matchAll(/\.Values\.([\w.]+)/g)) {
        const value = name.split('.').reduce<unknown>((part, key) => (part as Record<string, unknown> | undefined)?.[key], values);
        expect({ path, name, isThere: value !== undefined }).toEqual({ path, name, isThere: true });
      }
      const opened = [...template.matchAll(/\{\{-? ?(?:if|range)/g)].length;
      expect({ path, closed: [...template.matchAll(/\{\{-? ?end/g)].length }).toEqual({ path, closed: opened });
      // with every branch taken and every value a word, it is YAML of one object
      const filled = template.replace(/^.*\{\{-? ?(?:if|range|end).*\}\}\n?/gm, '').replace(/\{\{.*?\}\}/g, 'x');
      expect(parse(filled)).toMatchObject({ apiVersion: expect.any(String), kind: expect.any(String), metadata: { name: 'x' } });
    }
  });
});
