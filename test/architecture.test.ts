import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { projectRoot } from '../config.js';

interface Rule {
  name: string;
  comment: string;
}

const page = readFileSync(join(projectRoot, 'docs', 'architecture.md'), 'utf8');
const { forbidden } = createRequire(join(projectRoot, 'package.json'))('./.dependency-cruiser.cjs') as {
  forbidden: Rule[];
};

/** By folder, what the lint lets it import: the comment of its rule is made from the same list as its pattern. */
const linted = Object.fromEntries(
  forbidden.flatMap(({ comment }) => {
    const [folder, list] = comment.split(' may import only: ');
    return list === undefined ? [] : [[folder!, list.split(' ')]];
  }),
);

function toldByPage(): Record<string, string[]> {
  const rows = [...page.matchAll(/^\| `([^`]+)` \| ((?:`[^`]+` ?)+) \|$/gm)];
  expect(new Set(rows.map(([, folder]) => folder)).size).toBe(rows.length);
  const table = rows.map(([, folder, cells]) => [folder!, [...cells!.matchAll(/`([^`]+)`/g)].map(([, cell]) => cell!)]);
  const floors = /^text\.ts.* < .*$/m
    .exec(page)![0]
    .split(' < ')
    .map((floor) => floor.split(', '));
  const named = floors.map((rooms) => rooms.map((room) => `domain/${room}`));
  expect(table.map(([folder]) => folder)).toEqual([...new Set(table.map(([folder]) => folder))]);
  const domain = named.flatMap((rooms, floor) =>
    rooms.map((room) => [room, [...named.slice(0, floor || 1).flat(), 'luxon']]),
  );
  return Object.fromEntries([...domain, ...table]);
}

test('docs/architecture.md says of every folder what the lint lets it import', () => {
  expect(Object.keys(linted).length).toBeGreaterThan(20);
  expect(toldByPage()).toEqual(linted);
});

test('docs/architecture.md names files and functions that are there', () => {
  const paths = [...page.matchAll(/`([a-z-]+(?:\/[a-z.-]+)+\.(?:ts|yaml))`(?:, `(\w+)\(\)`)?/g)];
  expect(paths.length).toBeGreaterThan(15);
  for (const [, path, name] of paths) {
    const text = readFileSync(join(projectRoot, path!), 'utf8');
    if (name) expect(text).toMatch(new RegExp(`\\b${name}\\(`));
  }
});
