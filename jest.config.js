/** @type {import('jest').Config} */
export default {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      'ts-jest',
      {
        useESM: true,
        diagnostics: false,
        tsconfig: {
          esModuleInterop: true,
          module: 'ESNext',
          moduleResolution: 'Bundler',
          isolatedModules: true,
          target: 'ES2024',
          rewriteRelativeImportExtensions: false,
          allowImportingTsExtensions: true,
        },
      },
    ],
  },
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  globalSetup: '<rootDir>/test/support/global-setup.ts',
  globalTeardown: '<rootDir>/test/support/global-teardown.ts',
  testTimeout: 60_000, // a machine may be busy; tests wait for facts and end as soon as they have them,
  maxWorkers: 2,
};
