import { readFile } from 'node:fs/promises';
import { zoneFault } from '../domain/time/zone.js';
import { findYamlBound } from '../rulebooks/yaml-bounds.js';
import { YamlSource } from '../rulebooks/yaml-source.js';
import { FileError } from '../tables/read/sheet.js';

/**
 * What a column may be taken for: the row's own id, who wrote it and when, and the words of a complaint (P-4.3.3.1).
 */
export const mappedFields = [
  'id',
  'user',
  'date',
  'subject',
  'description',
  'demand',
  'place',
  'happenedWhen',
  'complainedOf',
  'customer',
  'phone',
] as const;
export type MappedField = (typeof mappedFields)[number];

/** How a table is read: which column is what, and how its rows are distinguished from those of other tables. */
export interface ImportMapping {
  /** With a row's id it names the row for ever: a table keeps its namespace, whatever its files are called. */
  namespace: string;
  /** How the messages came in. */
  channel: string;
  /** The worksheet; without it the first that is not hidden. */
  sheet?: string;
  /** Zone of times without an offset (IANA); without it the rulebook's. */
  timeZone?: string;
  /** The heading of each column that is taken. `id` is needed, and `subject` or `description`. */
  columns: Partial<Record<MappedField, string>>;
}

/** The mailbox of a city's administration (留言): one row a message. */
export const municipalMapping: ImportMapping = {
  namespace: 'municipal',
  channel: 'mailbox',
  columns: {
    id: '留言编号',
    user: '留言用户',
    customer: '留言用户',
    subject: '留言主题',
    date: '留言时间',
    description: '留言详情',
  },
};

export const mappingHelp = `A mapping file (YAML or JSON) says which column is what:

  namespace: county-line        # with the row's id it names the row for ever: keep it the same for all files of a table
  channel: hotline              # how the messages came in
  sheet: 2024                   # the worksheet; without it the first
  timeZone: Asia/Shanghai       # of dates without an offset; without it the rulebook's
  columns:                      # field: heading in the table; id is needed, and subject or description
    id: 工单编号
    user: 来电人编号             # cases of the same user are linked; kept as a pseudonym only
    date: 来电时间
    subject: 标题
    description: 内容
    # also: ${mappedFields.slice(5).join(', ')}
`;

/** Reads a mapping file. Throws one FileFault that names every line at fault and what to do. */
export async function readMapping(file: string): Promise<ImportMapping> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new FileError(
      error.code === 'ENOENT'
        ? `There is no mapping file ${file}: check the path.`
        : `The mapping file ${file} cannot be read (${error.code}).`,
    );
  });
  const beyond = findYamlBound(text);
  if (beyond) throw new FileError(`${file}:${beyond.line}: ${beyond.message.en}`);
  const places = YamlSource.parse(text.replace(/^\uFEFF/, ''));
  const faults = places.syntaxFaults.map(({ line, words }) => ({ line, words: `neither YAML nor JSON: ${words}.` }));
  if (faults.length === 0) faults.push(...validateMapping(places));
  if (faults.length === 0) return places.value as ImportMapping;
  const lines = faults.toSorted((a, b) => a.line - b.line).map(({ line, words }) => `${file}:${line}: ${words}`);
  throw new FileError(`${lines.join('\n')}\n\n${mappingHelp}`);
}

function validateMapping(places: YamlSource): { line: number; words: string }[] {
  const faults: { line: number; words: string }[] = [];
  const fault = (path: string[], words: string) => faults.push({ line: places.lineOf(path), words });
  const mapping = places.value;
  if (!isObject(mapping)) return [{ line: 1, words: 'a mapping is a list of fields, each with its value.' }];
  const texts = ['namespace', 'channel', 'sheet', 'timeZone'];
  for (const [name, value] of Object.entries(mapping)) {
    if (name === 'columns') continue;
    if (!texts.includes(name)) fault([name], `unknown field '${name}': known are ${[...texts, 'columns'].join(', ')}.`);
    else if (typeof value !== 'string' || !value.trim())
      fault([name], `'${name}' must be a text${typeof value === 'number' ? `: put it in quotes, '${value}'` : ''}.`);
  }
  for (const name of ['namespace', 'channel']) if (!(name in mapping)) fault([], `'${name}' is missing.`);
  const { namespace, timeZone, columns } = mapping;
  if (typeof namespace === 'string' && !/^[a-z0-9][a-z0-9-]{0,39}$/.test(namespace))
    fault(['namespace'], `'namespace' is of small letters, digits and hyphens, at most 40.`);
  const zone = typeof timeZone === 'string' && zoneFault(timeZone);
  if (zone) fault(['timeZone'], `${zone.en}.`);
  if (!isObject(columns))
    return [
      ...faults,
      { line: places.lineOf(['columns']), words: `'columns' is missing: field: heading, one a line.` },
    ];
  for (const [field, heading] of Object.entries(columns)) {
    if (!(mappedFields as readonly string[]).includes(field))
      fault(['columns', field], `unknown field '${field}': known are ${mappedFields.join(', ')}.`);
    else if (typeof heading !== 'string' || !heading.trim())
      fault(['columns', field], `the heading of '${field}' must be a text.`);
  }
  if (!('id' in columns)) fault(['columns'], `'id' is missing: without it a row would be taken twice.`);
  if (!('subject' in columns) && !('description' in columns))
    fault(['columns'], `'subject' or 'description' is needed.`);
  return faults;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
