import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { paragraphs } from '../../console/src/ui/paragraphs.ts';
import { startBrowser, type TestBrowser } from '../support/browser.ts';
import { catalogDirectory, type CatalogDirectory } from '../support/catalog-directory.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';

const PARAGRAPH = 'A line of **text** with `code` in it, said word by word, as models do.\n\n';
const CALLS = 300;
const TURNS_WITH_CALLS = 3;

/** In the page: how many events it told of, how often it drew how many there are, and how many frames there were to draw in. */
const COUNT_DRAWINGS = `
  window.drawings = { events: 0, drawn: 0, frames: 1 };
  const frame = () => { drawings.frames++; requestAnimationFrame(frame); };
  frame();
  const output = document.querySelector('.scrubber output');
  new MutationObserver(() => {
    drawings.drawn++;
    drawings.events = parseInt(output.textContent);
  }).observe(output, { subtree: true, childList: true, characterData: true });
`;

let catalog: CatalogDirectory;
let test: TestServer;
let browser: TestBrowser;

/** Turns of many calls, which make several hundred events a second, then a long text, word by word. */
beforeAll(async () => {
  catalog = await catalogDirectory({
    'agents/mira/IDENTITY.md': '# Mira',
    'pipelines/one.yml': 'id: one\nname: One\nagents: [{ id: mira }]\nsteps:\n  - { id: A, agent: mira, input: x }\n',
  });
  test = await startTestServer(
    ({ turn }) =>
      turn > TURNS_WITH_CALLS
        ? { text: PARAGRAPH.repeat(800) }
        : { tools: Array.from({ length: CALLS }, (_, index) => ({ name: 'read', args: { path: `notes/${turn}-${index}.md` } })) },
    { CATALOG_DIR: catalog.path, DEFAULT_MODEL: 'openai/gpt-4o' },
    1,
  );
  browser = await startBrowser();
});
afterAll(async () => {
  await browser.close();
  await test.stop();
  await catalog.remove();
});
afterEach(() => expect(browser.errors()).toEqual([]));

describe('a run that makes hundreds of events a second', () => {
  it('leaves its page free to do what one asks, and is shown to its end', async () => {
    const { id } = await test.server.post('/v1/runs', { pipeline_id: 'one', task: 'Say a lot' });
    const page = await browser.open(`${test.server.url}/runs/${id}`);
    const calls = page.locator('.turn .fold summary');
    await page.locator('.scrubber output').waitFor();
    await page.evaluate(COUNT_DRAWINGS);

    for (let index = 0; index < 30; index++) {
      await calls.nth(index).click();
      await page.locator(`.turn .fold[open] >> nth=${index}`).waitFor();
    }
    expect(await test.server.get(`/v1/runs/${id}`)).toMatchObject({ status: 'running' });

    await page.locator('.facts').getByText('completed').waitFor();
    expect(await calls.count()).toBe(CALLS * TURNS_WITH_CALLS);
    expect(await page.getByText('said word by word').count()).toBe(800);
    expect(await page.locator('.turn .fold[open]').count()).toBe(30);
    const { events, drawn, frames } = await page.evaluate<{ events: number; drawn: number; frames: number }>('drawings');
    expect(events).toBeGreaterThan(2 * CALLS * TURNS_WITH_CALLS);
    expect(drawn).toBeLessThanOrEqual(frames);
    await page.context().close();
  }, 90_000);
});

describe('text that grows', () => {
  it.each([
    ['One\n\nTwo\nlines\n\n\nThree', ['One\n\n', 'Two\nlines\n\n\n', 'Three']],
    ['- a\n\n  more of a\n\nEnd', ['- a\n\n  more of a\n\n', 'End']],
    ['```\ncode\n\nmore\n```\n\nEnd', ['```\ncode\n\nmore\n```\n\n', 'End']],
    ['~~~\nnot over\n\nyet', ['~~~\nnot over\n\nyet']],
    ['', ['']],
  ])('%j is read by paragraph', (text, expected) => {
    expect(paragraphs(text)).toEqual(expected);
    expect(paragraphs(text).join('')).toBe(text);
  });
});
