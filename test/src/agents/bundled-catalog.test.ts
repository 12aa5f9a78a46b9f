import { describe, expect, it } from '@jest/globals';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createAgentCatalog } from '../../../src/agents/agent-catalog.ts';
import { parsePipeline } from '../../../src/pipelines/parse-pipeline.ts';

const catalog = join(import.meta.dirname, '../../../catalog');

describe('the catalog that ships', () => {
  it('has agents without problems', async () => {
    const agents = createAgentCatalog(join(catalog, 'agents'));

    expect((await agents.list()).map(({ id }) => id)).toEqual(['chieko', 'djinn', 'eric', 'finn', 'mira', 'stas', 'yukihiro']);
    expect(await agents.problems()).toEqual([]);
  });

  it('has pipelines without problems, whose agents exist', async () => {
    const files = await readdir(join(catalog, 'pipelines'));
    const agents = await createAgentCatalog(join(catalog, 'agents')).list();
    const known = agents.map(({ id }) => id);

    for (const file of files) {
      const { pipeline, problems } = parsePipeline(await readFile(join(catalog, 'pipelines', file), 'utf8'), file);
      expect(problems).toEqual([]);
      expect(known).toEqual(expect.arrayContaining(pipeline?.agents.map(({ id }) => id) ?? []));
    }
    expect(files).toContain('quickstart.yml');
  });
});
