// The lints, each a test: mistakes (oxlint), layout (prettier), who may import whom (dependency-cruiser), the length of
// files and the names they export.
import { test } from '@jest/globals';
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../config.js';
import { run } from '../embedded/processes.js';

const lint = async (program: string, ...args: string[]): Promise<void> => {
  const { code, out } = await run(process.execPath, [`node_modules/${program}`, ...args, '.'], { timeoutMs: 300_000 });
  assert.equal(code, 0, out);
};

const notOurs = new Set(['node_modules', 'dist', 'data']);
/** Generated (console/contract.mjs). */
const contractTypes = join('console', 'api', 'contract.d.ts');

/** Paths of our files of code, from the project folder. */
function codeFiles(folder = ''): string[] {
  return [...readdirSync(join(projectRoot, folder), { withFileTypes: true })].flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return notOurs.has(entry.name) || entry.name.startsWith('.') ? [] : codeFiles(path);
    return /\.(tsx?|mjs|cjs)$/.test(path) && path !== contractTypes ? [path] : [];
  });
}

const read = (path: string): string => readFileSync(join(projectRoot, path), 'utf8');
/** Tables of acts, tests and their stories, and the people of the demo read as lists: they may be longer. */
const mayBeLonger = /^(domain\/(kinds|acts)\/|test\/replay\/stories|test\/.*\.test\.ts$|demo\/(people|trial-cases))/;

/** The names that a file exports; the formatter puts each `export` at the start of a line. */
function exportedNames(text: string): string[] {
  const declared = text.matchAll(
    /^export (?:declare )?(?:abstract )?(?:async )?(?:const|let|function\*?|class|interface|type|enum) (\w+)/gm,
  );
  const destructured = text.matchAll(/^export const \{([^}]*)\}/gm);
  return [
    ...[...declared].map((match) => match[1]!),
    ...[...destructured].flatMap((match) => match[1]!.split(',').map((name) => name.trim().replace(/^\w+: /, ''))),
  ].filter(Boolean);
}

test('the code has no finding of oxlint', () => lint('oxlint/bin/oxlint', '--deny-warnings'), 300_000);
test('the code is laid out by prettier', () => lint('prettier/bin/prettier.cjs', '--check'), 300_000);
test(
  'every import is one that docs/architecture.md allows',
  () => lint('dependency-cruiser/bin/dependency-cruise.mjs', '--config', '.dependency-cruiser.cjs'),
  300_000,
);

test('no file of code is longer than 250 lines, no table of acts and no test longer than 400', () => {
  const lengths = codeFiles().map((path) => ({ path, lines: read(path).split('\n').length - 1 }));
  const tooLong = lengths.filter(({ path, lines }) => lines > (mayBeLonger.test(path) ? 400 : 250));
  assert.deepEqual(
    tooLong.map(({ path, lines }) => `${path}: ${lines}`),
    [],
  );
});

/** The console is a program of its own: it shares no code with the rest, and the names of its pages are its own. */
test.each([
  ['the product', /^(?!test|bench|console)/, 500],
  ['the console', /^console\/(?!words\/(zh|en)\/)/, 80],
])('an exported name means one thing: no two files of %s export the same', (_, of, atLeast) => {
  const places = new Map<string, Set<string>>();
  for (const path of codeFiles().filter((one) => of.test(one))) {
    for (const name of exportedNames(read(path))) places.set(name, (places.get(name) ?? new Set()).add(path));
  }
  assert.ok(places.size > atLeast, `${places.size} names found`);
  assert.deepEqual(
    [...places].filter(([, paths]) => paths.size > 1).map(([name, paths]) => `${name}: ${[...paths].join(', ')}`),
    [],
  );
});
