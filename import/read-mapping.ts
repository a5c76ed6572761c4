import { readFile } from 'node:fs/promises';
import type { Text } from '../domain/text.js';
import { zoneFault } from '../domain/time/zone.js';
import { findYamlBound } from '../rulebooks/yaml-bounds.js';
import { YamlSource } from '../rulebooks/yaml-source.js';
import { FileError } from '../tables/read/sheet.js';
import { anyTableField, mappingHelp, rowFields, wordFields, type ImportMapping } from './mapping.js';

/** Reads a mapping file. Throws one FileError that names every line at fault and what to do. */
export async function readMapping(file: string): Promise<ImportMapping> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'ENOENT'
      ? new FileError(both(`There is no mapping file ${file}: check the path.`, `没有映射文件 ${file}，请检查路径。`))
      : new FileError(
          both(
            `The mapping file ${file} cannot be read (${error.code}).`,
            `映射文件 ${file} 无法读取（${error.code}）。`,
          ),
        );
  });
  const read = parseMapping(text);
  if ('mapping' in read) return read.mapping;
  const lines = (language: keyof Text) =>
    read.faults.map((fault) => `${file}:${fault.line}: ${fault.text[language]}`).join('\n');
  throw new FileError(both(`${lines('en')}\n\n${mappingHelp.en}`, `${lines('zh-CN')}\n\n${mappingHelp['zh-CN']}`));
}

/** One line of a mapping that is at fault. */
export interface MappingFault {
  line: number;
  text: Text;
}

/** The mapping that a text makes, or every line that is at fault. */
export function parseMapping(text: string): { mapping: ImportMapping } | { faults: MappingFault[] } {
  const beyond = findYamlBound(text);
  if (beyond) return { faults: [{ line: beyond.line, text: beyond.message }] };
  const places = YamlSource.parse(text.replace(/^\uFEFF/, ''));
  const faults: MappingFault[] = places.syntaxFaults.map(({ line, words }) => ({
    line,
    text: both(`neither YAML nor JSON: ${words}.`, `既不是 YAML 也不是 JSON：${words}。`),
  }));
  if (faults.length === 0) faults.push(...validateMapping(places));
  if (faults.length === 0) return { mapping: places.value as ImportMapping };
  return { faults: faults.toSorted((a, b) => a.line - b.line) };
}

const texts = ['namespace', 'channel', 'kind', 'sheet', 'timeZone'];
const fieldsOfMapping = [...texts, 'year', 'columns', 'values', 'set'];

function validateMapping(places: YamlSource): MappingFault[] {
  const faults: MappingFault[] = [];
  const fault = (path: string[], en: string, zh: string) =>
    faults.push({ line: places.lineOf(path), text: both(en, zh) });
  const mapping = places.value;
  if (!isObject(mapping))
    return [
      {
        line: 1,
        text: both('a mapping is a list of fields, each with its value.', '映射须为字段列表，每个字段有一个值。'),
      },
    ];
  for (const [name, value] of Object.entries(mapping)) {
    if (!fieldsOfMapping.includes(name))
      fault(
        [name],
        `unknown field '${name}': known are ${fieldsOfMapping.join(', ')}.`,
        `没有字段“${name}”，可用：${fieldsOfMapping.join('、')}。`,
      );
    else if (texts.includes(name) && (typeof value !== 'string' || !value.trim())) {
      const quoted =
        typeof value === 'number' ? [`: put it in quotes, '${value}'`, `，请加引号：'${value}'`] : ['', ''];
      fault([name], `'${name}' must be a text${quoted[0]}.`, `“${name}”须为文字${quoted[1]}。`);
    }
  }
  for (const name of ['namespace', 'channel'])
    if (!(name in mapping)) fault([], `'${name}' is missing.`, `缺少“${name}”。`);
  const { namespace, timeZone, year, columns, values = {}, set = {} } = mapping;
  if (typeof namespace === 'string' && !/^[a-z0-9][a-z0-9-]{0,39}$/.test(namespace))
    fault(
      ['namespace'],
      `'namespace' is of small letters, digits and hyphens, at most 40.`,
      '“namespace”由小写字母、数字和连字符组成，最多 40 个。',
    );
  const zone = typeof timeZone === 'string' && zoneFault(timeZone);
  if (zone) fault(['timeZone'], `${zone.en}.`, `${zone['zh-CN']}。`);
  if (year !== undefined && !(Number.isInteger(year) && Number(year) >= 1970 && Number(year) < 2200))
    fault(['year'], `'year' is a year such as 2026.`, '“year”须为年份，如 2026。');
  for (const [name, value] of [
    ['values', values],
    ['set', set],
  ] as const) {
    if (!isObject(value))
      fault([name], `'${name}' is a list: field: value, one a line.`, `“${name}”须为“字段: 值”的列表。`);
    else for (const field of Object.keys(value)) if (!isKnown(field)) unknownField([name, field], field, fault);
  }
  if (!isObject(columns))
    return [
      ...faults,
      {
        line: places.lineOf(['columns']),
        text: both(`'columns' is missing: field: heading, one a line.`, '缺少“columns”，每行一个“字段: 列名”。'),
      },
    ];
  for (const [field, heading] of Object.entries(columns)) {
    if (!isKnown(field)) unknownField(['columns', field], field, fault);
    else if (!isHeading(heading))
      fault(
        ['columns', field],
        `the heading of '${field}' must be a text${isTime(field) ? ', or { date: …, time: … }' : ''}.`,
        `“${field}”的列名须为文字${isTime(field) ? '或 { date: …, time: … }' : ''}。`,
      );
    else if (typeof heading !== 'string' && !isTime(field))
      fault(['columns', field], `'${field}' is no time: it has one column.`, `“${field}”不是时间，只能有一列。`);
  }
  if (!('id' in columns))
    fault(['columns'], `'id' is missing: without it a row would be taken twice.`, '缺少“id”，没有编号的行会重复导入。');
  if (!('subject' in columns) && !('description' in columns))
    fault(['columns'], `'subject' or 'description' is needed.`, '须有“subject”或“description”。');
  return faults;
}

function unknownField(path: string[], field: string, fault: (path: string[], en: string, zh: string) => void): void {
  const known = [...rowFields, ...wordFields];
  fault(
    path,
    `unknown field '${field}': known are ${known.join(', ')}, and the fields of the kind.`,
    `没有字段“${field}”，可用：${known.join('、')}，以及该种类的字段。`,
  );
}

function isKnown(field: string): boolean {
  return ([...rowFields, ...wordFields] as string[]).includes(field) || Object.hasOwn(anyTableField, field);
}

function isTime(field: string): boolean {
  return field === 'date' || anyTableField[field]?.type === 'instant';
}

function isHeading(value: unknown): boolean {
  const isText = (text: unknown) => typeof text === 'string' && text.trim() !== '';
  if (!isObject(value)) return isText(value);
  return Object.keys(value).length === 2 && isText(value['date']) && isText(value['time']);
}

function both(en: string, zh: string): Text {
  return { en, 'zh-CN': zh };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
