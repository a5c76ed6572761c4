// `npm run clauses`: every clause of every shipped rulebook and every reading, what carries it, and the tests that name
// it in their titles. Exit status 1 where a clause that is not marked notYet has nothing that carries it, or no test.
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import type { ClauseRule, Rulebook } from '../../domain/rulebook/rulebook.js';
import { loadAllRulebooks, rulebookFolder } from '../../rulebooks/load.js';

/** A clause with all that is known of it. */
export interface ClauseRow {
  id: string;
  notYet: boolean;
  carriers: string[];
  tests: string[];
}

/** The title of a test and the file it stands in, from the project folder. */
export interface TestTitle {
  file: string;
  title: string;
}

/** The titles of it(…) and test(…) in a test file; what is skipped or still to do does not count. */
export function titlesIn(source: string, file: string): TestTitle[] {
  return [...source.matchAll(/\b(?:it|test)\(\s*(['"`])((?:\\.|(?!\1).)*)\1/gs)].map((match) => ({
    file,
    title: match[2]!,
  }));
}

/** True where the title names exactly this clause: 'P-4.3.10.3a' does not name P-4.3.10.3, 'X-13' not X-1. */
export function names(title: string, clause: string): boolean {
  return new RegExp(`(?<![\\w.-])${clause.replaceAll('.', '\\.')}(?!\\w|\\.\\w)`).test(title);
}

/** A row for each clause, in the order of the rulebook: clocks first, then what else carries it. */
export function clauseRows(rulebook: Pick<Rulebook, 'clauses' | 'kinds'>, titles: TestTitle[]): ClauseRow[] {
  const clocks = Object.entries(rulebook.kinds).flatMap(([kind, rules]) =>
    rules.clocks.map(({ id, clause }) => ({ clause, name: `clock:${kind}.${id}` })),
  );
  return Object.entries(rulebook.clauses).map(([id, clause]) => ({
    id,
    notYet: clause.notYet ?? false,
    carriers: [
      ...new Set([
        ...clocks.filter((clock) => clock.clause === id).map(({ name }) => name),
        ...(clause.carriedBy ?? []),
      ]),
    ],
    tests: titles.filter(({ title }) => names(title, id)).map(({ file }) => file),
  }));
}

/** What is missing of a clause, or undefined. */
export function missing({ notYet, carriers, tests }: ClauseRow): string | undefined {
  if (notYet) return undefined;
  const lacks = [...(carriers.length ? [] : ['nothing carries it']), ...(tests.length ? [] : ['no test'])];
  return lacks.length ? lacks.join(', ') : undefined;
}

function main(): number {
  const tests = join(dirname(rulebookFolder), 'test');
  const files = readdirSync(tests, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.ts'))
    .sort();
  const titles = files.flatMap((name) => titlesIn(readFileSync(join(tests, name), 'utf8'), name));
  const { readings } = parse(readFileSync(join(rulebookFolder, 'readings.yaml'), 'utf8')) as {
    readings: Record<string, ClauseRule>;
  };
  const lacking = [
    ...loadAllRulebooks().map(({ rulebook }) =>
      print(`${rulebook.name} ${rulebook.version}, ${rulebook.title.en}`, clauseRows(rulebook, titles)),
    ),
    print('readings, for every rulebook', clauseRows({ clauses: readings, kinds: {} }, titles)),
  ];
  return lacking.some(Boolean) ? 1 : 0;
}

/** Prints the rows of one set of rules; how many of them lack something. */
function print(title: string, rows: ClauseRow[]): number {
  const waiting = rows.filter(({ notYet }) => notYet);
  const lacking = rows.filter(missing);
  say(`\n${title}`);
  for (const row of rows.filter(({ notYet }) => !notYet)) {
    const where = [...new Set(row.tests)].map((file) => file.replace(/\.test\.ts$/, '')).join(' ');
    say(
      `${row.id.padEnd(12)} ${String(row.tests.length).padStart(3)} ${row.tests.length === 1 ? 'test ' : 'tests'}  ${row.carriers.join(' ')}${where ? `  [${where}]` : ''}`,
    );
  }
  if (waiting.length) say(`Not yet: ${waiting.map(({ id }) => id).join(' ')}`);
  if (lacking.length) say(`Missing:\n${lacking.map((row) => `  ${row.id}: ${missing(row)}`).join('\n')}`);
  say(
    `${rows.length} clauses: ${rows.length - waiting.length - lacking.length} carried and tested, ${lacking.length} lacking, ${waiting.length} not yet.`,
  );
  return lacking.length;
}

function say(words: string): void {
  process.stdout.write(`${words}\n`);
}

if (process.argv[1]?.endsWith('clauses.js')) process.exitCode = main();
