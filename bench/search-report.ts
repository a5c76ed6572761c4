import { cpus, loadavg } from 'node:os';
import type { DataSource } from 'typeorm';
import { listCases, listStatement, newestFoundStatement, type CaseFilter } from '../ledger/read/case-lists.js';
import { searchFor, searchQueryOf, type SearchQuery } from '../ledger/read/search-query.js';

interface Said {
  phone: string;
  place: string;
  customer: string;
  subject: string;
}

/** What is asked for, by the words of some case. */
const questions: readonly [name: string, ask: (said: Said) => SearchQuery | undefined][] = [
  ['phone, with dashes', ({ phone }) => searchQueryOf(phone.replace(/^(...)(....)/, '$1-$2-'))],
  ['last four digits', ({ phone }) => searchQueryOf(phone.slice(-4))],
  ['place (`place=`)', ({ place }) => searchFor('place', place)],
  ['place (`q=`)', ({ place }) => searchQueryOf(place)],
  ['customer', ({ customer }) => searchQueryOf(customer)],
  ['a common word', () => searchQueryOf('电梯')],
  ['a rare word', () => searchQueryOf('白蚁')],
  ['two words', () => searchQueryOf('电梯 困人')],
  ['a subject', ({ subject }) => searchQueryOf(subject)],
  ['a word that nowhere stands', () => searchQueryOf('无此词语')],
  ['the end of a number', () => searchQueryOf('900001')],
];
const times = 300;
const pageRows = 51;

/** Times and plans of searches over what is in the tables, as Markdown. Reads as the application does. */
export async function searchReport(source: DataSource, say: (line: string) => void): Promise<string> {
  const [{ n }] = await source.query(`SELECT count(*)::integer AS n FROM case_search`);
  const drawn: { said: Said }[] = await source.query(
    `SELECT said FROM case_search ORDER BY md5(number) LIMIT ${times}`,
  );
  const lines = [
    `# Searching ${n.toLocaleString('en')} cases\n`,
    `${cpus()[0]?.model.trim()}, ${cpus().length} cores, load ${loadavg()[0]!.toFixed(1)} at the start; PostgreSQL with its defaults, one reader. \`npm run bench -- search\`: the first page of 50 through \`listCases\`, ${times} times each with the words of cases drawn at random. Six cases in ten are in 40 places, four in ten are about a lift.\n`,
    '| asked | p50 | p99 | rows on the page |',
    '| --- | --- | --- | --- |',
  ];
  for (const [name, ask] of questions) {
    const took: number[] = [];
    let rows = 0;
    for (const { said } of drawn) {
      const began = performance.now();
      rows += (await listCases(source, filterOf(ask(said)!), undefined, pageRows)).length;
      took.push(performance.now() - began);
    }
    took.sort((one, other) => one - other);
    const at = (share: number) => `${took[Math.floor(took.length * share)]!.toFixed(1)} ms`;
    lines.push(`| ${name} | ${at(0.5)} | ${at(0.99)} | ${(rows / took.length).toFixed(1)} |`);
    say(lines.at(-1)!);
  }
  lines.push(`\nLoad ${loadavg()[0]!.toFixed(1)} at the end.\n`);
  const first = drawn[0]!.said;
  for (const [name, ask] of questions) {
    const filter = filterOf(ask(first)!);
    lines.push(`## ${name}\n`);
    for (const { text, values } of [
      newestFoundStatement(filter, undefined, pageRows),
      listStatement(filter, undefined, pageRows, 'newest', name === 'a common word' ? 'walked' : 'looked-up'),
    ]) {
      const plan: Record<string, string>[] = await source.query(`EXPLAIN (ANALYZE, BUFFERS) ${text}`, values);
      lines.push('```', ...plan.map((row) => row['QUERY PLAN']!), '```\n');
    }
  }
  return `${lines.join('\n')}\n`;
}

function filterOf(asked: SearchQuery): CaseFilter {
  const search = { asked: [asked], reader: 'p01', unredactedSites: [], secretSites: [] };
  return { sites: ['sunshine', 'riverside'], keys: ['p01'], search };
}
