'use strict';

const swc = [
  '@swc/jest',
  {
    jsc: {
      target: 'es2022',
      parser: { syntax: 'typescript', tsx: true },
      transform: { react: { runtime: 'automatic' } },
    },
    module: { type: 'commonjs' },
    sourceMaps: 'inline',
  },
];

const project = (displayName, options = {}) => ({
  displayName,
  rootDir: __dirname,
  testMatch: [`<rootDir>/tests/${displayName}/**/*.test.{ts,tsx}`],
  transform: { '^.+\\.(t|j)sx?$': swc },
  modulePathIgnorePatterns: ['<rootDir>/(dist|demo|tests/\\.work|bench/\\.work)/'],
  ...options,
});

/** A test that boots a Strapi needs it outside the sandbox, and the plugin's bundle. */
const withStrapi = {
  testEnvironment: '<rootDir>/tests/support/strapi-environment.cjs',
  globalSetup: '<rootDir>/tests/support/global-setup.ts',
  globalTeardown: '<rootDir>/tests/support/global-teardown.ts',
};

/** @type {import('jest').Config} */
module.exports = {
  maxWorkers: 2,
  // Booting Strapis takes long where several tests share two cores.
  testTimeout: 90_000,
  workerIdleMemoryLimit: '1500MB',
  testSequencer: '<rootDir>/tests/support/test-sequencer.cjs',
  projects: [
    project('unit', {
      // A library that our signatures are held against comes as ES modules alone.
      transformIgnorePatterns: ['/node_modules/(?!@octokit/)'],
      moduleNameMapper: {
        '^@octokit/webhooks-methods$':
          '<rootDir>/node_modules/@octokit/webhooks-methods/dist-node/index.js',
      },
    }),
    project('databases', withStrapi),
    project('kill', withStrapi),
    project('integration', withStrapi),
    project('browser', {
      globalSetup: '<rootDir>/tests/browser/support/global-setup.ts',
      globalTeardown: '<rootDir>/tests/browser/support/global-teardown.ts',
    }),
  ],
};
