// Tests run as they were compiled, in dist/: no transform. Three projects: what needs no servers, what shares them, and
// what starts or stops servers of its own, and waits for them most of the time.
import { availableParallelism } from 'node:os';
import { writeTogether } from './test/runner/together.mjs';

const pure =
  '/dist/test/(domain/|together/domain|tables/|threads/|embedded/lock|lint|console/|config|packages|architecture|worker/|upkeep/differences)';
const waiting =
  '/dist/test/(browser/(story|limits)|faults/|start/(newest|old|by-hand)|workflow/(related|schedules)|upkeep/kept)';
const runner = '<rootDir>/test/runner';
/** All tests are asked for (no pattern): the small files run together (test/runner/together.mjs). */
const isWhole = process.argv.slice(2).every((word) => word.startsWith('-'));
const elsewhere = isWhole
  ? writeTogether(new RegExp(waiting)).map((name) => `/dist/test/${name}\\.test\\.js$`)
  : ['/dist/test/together/'];

const project = (displayName, testRegex, testPathIgnorePatterns, more = {}) => ({
  displayName,
  roots: ['<rootDir>/dist/test'],
  testRegex: `${testRegex}.*\\.test\\.js$`,
  testPathIgnorePatterns: [...testPathIgnorePatterns, ...elsewhere],
  testEnvironment: `${runner}/environment.cjs`,
  runner: `${runner}/lanes-runner.cjs`,
  injectGlobals: false,
  transform: {},
  ...more,
});
const servers = {
  globalSetup: '<rootDir>/dist/test/runner/global-setup.js',
  globalTeardown: '<rootDir>/dist/test/runner/global-teardown.js',
};

export default {
  testTimeout: 240_000, // above what one wait in a test may take (test/support/eventually.ts)
  testSequencer: `${runner}/sequencer.cjs`,
  maxWorkers: availableParallelism() + 1, // a test often waits for its servers
  workerIdleMemoryLimit: '512MB',
  reporters: ['default', '<rootDir>/dist/test/runner/sums.js'],
  projects: [
    project('pure', pure, [], { globalSetup: '<rootDir>/dist/test/runner/rulebooks.js' }),
    project('servers', '/dist/test/', [pure, waiting], servers),
    project('waiting', waiting, [], servers),
  ],
};
