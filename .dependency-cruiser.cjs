/** The direction of imports. Each rule says, where it fails, what to do about it. */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Two files that import each other are one idea: join them, or move what both need into a third. Types alone may point back.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'src-stays-inside',
      comment: 'src knows no actor, resolver or route: declare the interface that you need in src and let the outside implement it.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(main|app|server)\\.ts$' },
      to: { path: '^(actors|resolvers|rest|cli|test|bench)/' },
    },
    {
      name: 'never-sideways',
      comment: 'actors, resolvers and rest meet in src, not in each other.',
      severity: 'error',
      from: { path: '^(actors|resolvers|rest)/' },
      to: { path: '^(actors|resolvers|rest|test|bench)/', pathNot: '^$1/' },
    },
    {
      name: 'the-command-line-and-the-console-are-clients',
      comment: 'What they can do, an API can do: ask the server, import nothing of it.',
      severity: 'error',
      from: { path: '^(cli|console)/' },
      to: { path: '^(src|actors|resolvers|rest|test|bench)/' },
    },
    {
      name: 'only-the-kernel-knows-nact',
      comment: 'nact loses messages when it is asked to supervise: use actors/kernel.',
      severity: 'error',
      from: { pathNot: '^(actors/kernel/|bench/)' },
      to: { path: 'node_modules/nact' },
    },
    {
      name: 'opentelemetry-is-loaded-when-asked-for',
      comment: 'Who sends no traces pays nothing for them: import the SDK in src/tracing/otlp.ts, with import().',
      severity: 'error',
      from: { path: '^(src|actors|resolvers|rest|cli)/' },
      to: { path: 'node_modules/@opentelemetry', dynamic: false },
    },
    {
      name: 'entry-points-are-not-imported',
      comment: 'app.ts and server.ts join the parts; a part that imports them goes round in a circle.',
      severity: 'error',
      from: { path: '^(src|actors|resolvers|rest)/', pathNot: '^src/(main|app)\\.ts$' },
      to: { path: '^src/(main|app)\\.ts$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.js', '.json'] },
  },
};
