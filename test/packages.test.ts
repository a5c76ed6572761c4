import { it } from '@jest/globals';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { satisfies, valid } from 'semver';
import { projectRoot } from '../config.js';
import { fontFiles } from '../print/font.js';

/** What package.json promises in `engines`. */
const oldestNode = '20.19.0';

interface LockedPackage {
  version?: string;
  engines?: { node?: string };
}
const readJson = <T>(file: string): T => JSON.parse(readFileSync(join(projectRoot, file), 'utf8')) as T;
const { dependencies, devDependencies, engines } = readJson<{
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
  engines: { node: string };
}>('package.json');

it('every package says that it runs on the oldest Node.js we promise', () => {
  assert.equal(engines.node, '>=20.19');
  const { packages } = readJson<{ packages: Record<string, LockedPackage> }>('package-lock.json');
  assert.ok(Object.keys(packages).length > 300);
  const tooNew = Object.entries(packages)
    .filter(([, locked]) => locked.engines?.node && !satisfies(oldestNode, locked.engines.node))
    .map(([path, locked]) => `${path} ${locked.version} needs Node.js ${locked.engines?.node}`);
  assert.deepEqual(tooNew, []);
});

it('every package is named with its exact version', () => {
  const ranges = Object.entries({ ...dependencies, ...devDependencies }).filter(([, version]) => !valid(version));
  assert.deepEqual(ranges, []);
  const temporal = Object.entries(dependencies).filter(([name]) => name.startsWith('@temporalio/'));
  assert.equal(new Set(temporal.map(([, version]) => version)).size, 1);
});

it('the Docker image keeps the weights of the font that are printed with, and no other', () => {
  const kept = [...readFileSync(join(projectRoot, 'Dockerfile'), 'utf8').matchAll(/! -name (\d{3}\w+)/g)];
  assert.deepEqual(
    kept.map(([, weight]) => weight),
    Object.values(fontFiles).map((file) => basename(dirname(file))),
  );
});
