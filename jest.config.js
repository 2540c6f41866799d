const shared = {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': ['@swc/jest'] },
  moduleNameMapper: {
    '^#platform/(.*)$': '<rootDir>/libs/platform/$1/index.ts',
    '^#migrations$': '<rootDir>/migrations/index.ts',
    '^#(\\w+)$': '<rootDir>/libs/$1/src/index.ts',
    '^#(\\w+)/(web|worker|testing)$': '<rootDir>/libs/$1/src/$2.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/.data'],
};

/** Unit: no I/O. Integration: real PostgreSQL, one cloned database per file. End to end: real Chromium. */
export default {
  // A busy machine is slow, not wrong.
  testTimeout: 60_000,
  // Modules of a test file outlive it: a worker that has run many begins anew before it drowns in them.
  workerIdleMemoryLimit: '1200MB',
  testSequencer: '<rootDir>/libs/platform/testing/longest-first.mjs',
  projects: [
    { ...shared, displayName: 'unit', testMatch: ['**/*.spec.ts'] },
    {
      ...shared,
      displayName: 'integration',
      testMatch: ['**/*.it.ts'],
      globalSetup: '<rootDir>/libs/platform/testing/global-setup.mjs',
      globalTeardown: '<rootDir>/libs/platform/testing/global-teardown.mjs',
    },
    {
      ...shared,
      displayName: 'e2e',
      testMatch: ['<rootDir>/test/e2e/**/*.e2e.ts'],
      globalSetup: '<rootDir>/libs/platform/testing/global-setup.mjs',
      globalTeardown: '<rootDir>/libs/platform/testing/global-teardown.mjs',
    },
  ],
};
