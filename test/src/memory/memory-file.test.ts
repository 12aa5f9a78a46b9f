import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { formatMemory, parseMemoryFile, slugOf, withProperty } from '../../../src/memory/memory-file.ts';

describe('a file of a vault', () => {
  it('has a title, a category, tags, links and a time', () => {
    const file = parseMemoryFile(
      'fact/project-orbit.md',
      `---
title: "Project: Orbit"
created: "2026-03-01T09:30:00.000Z"
tags: [Anchor, "project:orbit"]
aliases: orbit
importance: high
depends_on: decision/database, Other
links: [contradicts:fact/old]
---

Goal: [[Orbit: Goal|the goal]] and [[people/Ann#Work]]. #Ship it

\`\`\`
[[not a link]] #nottag
\`\`\`
`,
    );
    expect(file).toMatchObject({
      title: 'Project: Orbit',
      category: 'fact',
      tags: ['anchor', 'project:orbit', 'ship'],
      aliases: ['orbit'],
      importance: 1.2,
      createdAt: Date.parse('2026-03-01T09:30:00.000Z'),
      preview: expect.stringMatching(/^Goal: /),
    });
    expect(file.links.map(({ target, label }) => [target, label])).toEqual([
      ['Orbit: Goal', null],
      ['people/Ann', null],
      ['decision/database', 'depends_on'],
      ['Other', 'depends_on'],
      ['fact/old', 'contradicts'],
    ]);
  });

  it.each([
    ['---\ntitle: [broken\n---\ntext', null],
    ['no properties', null],
    ['---\n- a list\n---\ntext', null],
    ['', null],
    ['---\ntitle: 5\n---', null],
  ])('that has no properties that can be read is all text: %j', (content, title) => {
    expect(parseMemoryFile('note.md', content)).toMatchObject({ title, category: null, tags: [] });
  });

  it('is never refused, whatever stands in it', () => {
    fc.assert(fc.property(fc.string(), fc.string(), (yaml, text) => void parseMemoryFile('a/b.md', `---\n${yaml}\n---\n${text}`)));
  });

  it('is written so that it can be read again', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.string(), (title, text) => {
        const { path, content } = formatMemory({
          type: 'fact',
          title,
          text,
          author: 'mira',
          tags: ['x'],
          links: [],
          importance: null,
          now: 0,
        });
        const read = parseMemoryFile(path, content);
        expect(path).toMatch(/^fact\/[a-z0-9]([a-z0-9-]*[a-z0-9])?\.md$/);
        expect(read.metadata).toMatchObject({ title, author: 'mira', type: 'fact' });
        expect(read.body.trim()).toBe(text.trim());
      }),
    );
  });

  it('keeps everything else when one property is set', () => {
    const content = '---\n# mine\ntitle: A\n---\n\nText\n';
    expect(withProperty(content, 'links', ['related:b'])).toBe('---\n# mine\ntitle: A\nlinks:\n  - related:b\n---\n\nText\n');
    expect(parseMemoryFile('a.md', withProperty('Text', 'links', ['b'])).body.trim()).toBe('Text');
  });
});

it.each([
  ['Project: Orbit', 'project-orbit'],
  ['A/B test', 'a-b-test'],
  ["It's done!", 'it-s-done'],
  ['Größe', 'gro-e'],
  ['日本', slugOf('日本')],
])('%s is in the file %s', (title, slug) => {
  expect(slugOf(title)).toBe(slug);
  expect(slug).toMatch(/^[a-z0-9-]+$/);
});
