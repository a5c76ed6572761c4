import { readFileSync, readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Text } from '../domain/text.js';
import { findYamlBound } from './yaml-bounds.js';
import { YamlSource, type KeyPath } from './yaml-source.js';

/** A file of a rulebook: what it is called in messages, and what it says. */
export interface RulebookFile {
  file: string;
  text: string;
}

/** One thing wrong with a rulebook: where (line from 1), what is wrong and what to do about it. */
export interface RulebookFault {
  file: string;
  line: number;
  message: Text;
}

/**
 * What the files of a rulebook say together, and where each thing stands. `value` is undefined where there are faults.
 */
export interface MergedRulebook {
  value: unknown;
  faults: RulebookFault[];
  placeOf(path: KeyPath): { file: string; line: number };
}

/** The .yaml files of a rulebook's folder in the order of their names, or the one file. */
export function rulebookFiles(path: string): RulebookFile[] {
  const names = statSync(path).isDirectory()
    ? readdirSync(path)
        .filter((name) => name.endsWith('.yaml'))
        .sort()
    : undefined;
  return (names?.map((name) => join(path, name)) ?? [path]).map((file) => ({ file, text: readFileSync(file, 'utf8') }));
}

/** The files as one text, which says the same: documents of one YAML stream, each with its name. */
export function rulebookText(files: RulebookFile[]): string {
  if (files.length === 1) return files[0]!.text;
  return files.map(({ file, text }) => `--- # ${basename(file)}\n${text.endsWith('\n') ? text : `${text}\n`}`).join('');
}

/** What lies under these keys may be spread over files; everything else is said in one of them. */
const mergeableKeys = ['calendars', 'roles', 'departments', 'repairTypes', 'lists', 'roleGroups', 'kinds', 'clauses'];

function isMergeable(path: KeyPath): boolean {
  if (path.length <= 1) return path.length === 0 || mergeableKeys.includes(String(path[0]));
  return path.length === 2 && path[0] === 'kinds';
}

interface Fragment {
  file: string;
  places: YamlSource;
}

/** Puts the documents of all files together, key by key. The same key twice is a fault that names both places. */
export function mergeFragments(files: RulebookFile[]): MergedRulebook {
  const beyond = files.flatMap(({ file, text }) => {
    const found = findYamlBound(text);
    return found ? [{ file, ...found }] : [];
  });
  if (beyond[0]) {
    const { file, line } = beyond[0];
    return { value: undefined, faults: beyond, placeOf: () => ({ file, line }) };
  }
  const all = files.flatMap(({ file, text }) =>
    YamlSource.parseAll(text).map((places): Fragment => ({ file, places })),
  );
  // a file of comments says nothing
  const parts = all.length > 1 ? all.filter(({ places }) => places.value !== null) : all;
  const placeOf = (path: KeyPath) => nearestPlace(parts, path);
  const faults = parts.flatMap(({ file, places }) => [
    ...syntaxFaults(file, places),
    ...notAMapFaults(file, places, parts.length),
  ]);
  if (faults.length) return { value: undefined, faults, placeOf };
  const value = parts.length === 1 ? parts[0]!.places.value : mergeMaps(parts, [], faults);
  return { value: faults.length ? undefined : value, faults, placeOf };
}

function syntaxFaults(file: string, { syntaxFaults: found }: YamlSource): RulebookFault[] {
  return found.map(({ line, words }) => ({
    file,
    line,
    message: {
      'zh-CN': `YAML 语法错误：${words}。请检查此处的缩进、引号和冒号。`,
      en: `This is not YAML: ${words}. Check indentation, quotes and colons here.`,
    },
  }));
}

/** One of several files that is no map cannot be put together with the others. */
function notAMapFaults(file: string, places: YamlSource, parts: number): RulebookFault[] {
  if (parts === 1 || places.syntaxFaults.length || isMap(places.value)) return [];
  return [
    {
      file,
      line: places.lineOf([]),
      message: {
        'zh-CN': '规程文件须由键和值组成，如“kinds:”“clauses:”，请更正。',
        en: "A file of a rulebook is made of keys, such as 'kinds:' and 'clauses:': correct it.",
      },
    },
  ];
}

/** The maps that the parts have at `path` as one map. */
function mergeMaps(parts: Fragment[], path: KeyPath, faults: RulebookFault[]): Record<string, unknown> {
  const keys = [...new Set(parts.flatMap(({ places }) => Object.keys(valueAt(places, path) as object)))];
  return Object.fromEntries(
    keys.map((key) => {
      const own = [...path, key];
      const holders = parts.filter(({ places }) => Object.hasOwn(valueAt(places, path) as object, key));
      const maps =
        isMergeable(own) && holders.length > 1 ? holders.filter(({ places }) => isMap(valueAt(places, own))) : [];
      const [first, ...others] = maps.length ? [maps[0]!, ...holders.filter((item) => !maps.includes(item))] : holders;
      for (const again of others) faults.push(duplicateKeyFault(key, own, first!, again));
      if (maps.length) return [key, mergeMaps(maps, own, faults)];
      return [key, valueAt(first!.places, own)];
    }),
  );
}

function duplicateKeyFault(key: string, path: KeyPath, first: Fragment, again: Fragment): RulebookFault {
  const before = `${first.file}:${first.places.lineOf(path)}`;
  return {
    file: again.file,
    line: again.places.lineOf(path),
    message: {
      'zh-CN': `“${key}”在 ${before} 已经写过，请只保留一处。`,
      en: `'${key}' stands in ${before} already: keep one of them.`,
    },
  };
}

/** Where most of the way to a value is written down; the file with the rulebook's name where several are as good. */
function nearestPlace(parts: Fragment[], path: KeyPath): { file: string; line: number } {
  const reached = parts.map((part) => ({
    file: part.file,
    main: isMap(part.places.value) && 'name' in part.places.value,
    ...part.places.reach(path),
  }));
  const { file, line } = reached.sort((a, b) => b.steps - a.steps || Number(b.main) - Number(a.main))[0]!;
  return { file, line };
}

function valueAt({ value }: YamlSource, path: KeyPath): unknown {
  return path.reduce((at, key) => (at as Record<string | number, unknown>)[key], value);
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
