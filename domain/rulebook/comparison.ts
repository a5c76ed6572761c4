import { valueText, isMap, isText } from './value-text.js';
import type { KindRules } from './kind-rules.js';
import type { Rulebook } from './rulebook.js';
import type { Text } from '../text.js';

/** One difference between two versions: where it is, its clause, and a sentence with the old and the new value. */
export interface RulebookDifference {
  what: 'added' | 'removed' | 'changed';
  /**
   * The section of the rulebook it is in: `clocks`, `notifyRules`, `roles`, `roleGroups`, `tiers`, `lists`,
   * `calendars`, `clauses`, `kinds`, …
   */
  part: string;
  kind: string | null;
  /** Its id within the section. */
  id: string;
  clause: string | null;
  /** The key that differs, where it is changed. */
  key: string | null;
  old: string | null;
  new: string | null;
  text: Text;
  /** The values themselves, and what they are part of, for whoever puts them into words. */
  values: { old?: unknown; new?: unknown; wholeOld?: unknown; wholeNew?: unknown };
}

type Values = Readonly<Record<string, unknown>>;

/**
 * Everything that differs between `from` and `to`, section by section in the order of the rulebook. Holidays that only
 * one of them has are listed by year.
 */
export function compareRulebooks(from: Rulebook, to: Rulebook): RulebookDifference[] {
  const differences: RulebookDifference[] = [];
  const compare = (part: ComparedSection, old: Values | undefined, now: Values | undefined): void =>
    void differences.push(...entries(part, old ?? {}, now ?? {}));
  compare({ part: 'rulebook', zh: '规程', en: 'rulebook' }, { self: head(from) }, { self: head(to) });
  compare(
    { part: 'calendars', zh: '日历', en: 'calendar' },
    mapped(from.calendars, calendarWords),
    mapped(to.calendars, calendarWords),
  );
  for (const [part, zh, en] of plainSections)
    compare({ part, zh, en }, from[part] as Values | undefined, to[part] as Values | undefined);
  compare({ part: 'tiers', zh: '等级', en: 'tier' }, byId(from.tiers), byId(to.tiers));
  for (const list of union(from.lists, to.lists))
    compare(
      { part: `lists.${list}`, zh: `列表 ${list} 中的`, en: `entry of the list ${list}` },
      from.lists?.[list],
      to.lists?.[list],
    );
  compare(
    { part: 'kinds', zh: '案件种类', en: 'kind of case' },
    mapped(from.kinds, kindHead),
    mapped(to.kinds, kindHead),
  );
  for (const kind of union(from.kinds, to.kinds)) {
    const [old, now] = [from.kinds[kind], to.kinds[kind]];
    if (!old || !now) continue;
    compare({ part: 'clocks', kind, zh: '时限', en: 'clock' }, byId(old.clocks), byId(now.clocks));
    compare({ part: 'notifyRules', kind, zh: '告知', en: 'notice' }, byName(old.notifyRules), byName(now.notifyRules));
  }
  return differences;
}

interface ComparedSection {
  part: string;
  kind?: string;
  zh: string;
  en: string;
}

const plainSections = [
  ['roles', '角色', 'role'],
  ['departments', '部门', 'department'],
  ['roleGroups', '分工', 'role group'],
  ['repairTypes', '维修类别', 'type of repair'],
  ['calls', '接听规则', 'rule for calls'],
  ['clauses', '条款', 'clause'],
] as const;

function entries(part: ComparedSection, old: Values, now: Values): RulebookDifference[] {
  return union(old, now).flatMap((id): RulebookDifference[] => {
    const [before, after] = [old[id], now[id]];
    if (same(before, after)) return [];
    const base = {
      part: part.part,
      kind: part.kind ?? null,
      id,
      clause: clauseOf(after) ?? clauseOf(before) ?? (part.part === 'clauses' ? id : null),
    };
    const called = {
      'zh-CN': `${part.zh}“${nameOf(after ?? before, id, 'zh-CN')}”`,
      en: `${part.en} '${nameOf(after ?? before, id, 'en')}'`,
    };
    const of = part.kind ? { 'zh-CN': `${part.kind} 的`, en: ` of ${part.kind} cases` } : { 'zh-CN': '', en: '' };
    if (before === undefined || after === undefined) {
      const added = before === undefined;
      const value = valueText(added ? after : before, 'limit');
      const text = {
        'zh-CN': `${added ? '新增' : '删除'}${of['zh-CN']}${called['zh-CN']}`,
        en: `${added ? 'Added' : 'Removed'}: ${called.en}${of.en}`,
      };
      return [
        {
          ...base,
          what: added ? 'added' : 'removed',
          key: null,
          old: added ? null : value,
          new: added ? value : null,
          text,
          values: { old: before, new: after, wholeOld: before, wholeNew: after },
        },
      ];
    }
    const [a, b] = [isMap(before) ? before : { value: before }, isMap(after) ? after : { value: after }];
    return union(a, b)
      .filter((key) => !same(a[key], b[key]))
      .map((key) => {
        const [was, is] = [valueText(a[key], key), valueText(b[key], key)];
        const label = labels[key] ?? { 'zh-CN': key, en: key };
        const text = {
          'zh-CN': `${of['zh-CN']}${called['zh-CN']}：${label['zh-CN']}由“${was}”改为“${is}”`,
          en: `${capital(called.en)}${of.en}: ${label.en} was ${was}, is ${is}`,
        };
        const values = { old: a[key], new: b[key], wholeOld: before, wholeNew: after };
        return { ...base, what: 'changed' as const, key, old: was, new: is, text, values };
      });
  });
}

const labels: Readonly<Record<string, Text>> = {
  limit: { 'zh-CN': '期限', en: 'the limit' },
  limitBy: { 'zh-CN': '按情形的期限', en: 'the limit by case' },
  who: { 'zh-CN': '责任人', en: 'who must see to it' },
  escalation: { 'zh-CN': '逾期上报', en: 'who is told when late' },
  extensionApprover: { 'zh-CN': '延期批准人', en: 'who may grant more time' },
  warn: { 'zh-CN': '预警', en: 'the warning' },
  reminder: { 'zh-CN': '催办', en: 'the reminder' },
  start: { 'zh-CN': '起算', en: 'what starts it' },
  until: { 'zh-CN': '终止', en: 'what meets it' },
  stop: { 'zh-CN': '停止', en: 'what stops it' },
  when: { 'zh-CN': '适用条件', en: 'when it holds' },
  calendar: { 'zh-CN': '日历', en: 'the calendar' },
  house: { 'zh-CN': '内部指标', en: 'whether it is a house figure' },
  clause: { 'zh-CN': '条款', en: 'the clause' },
  name: { 'zh-CN': '名称', en: 'the name' },
  receivedWithin: { 'zh-CN': '补录期限', en: 'how long ago a case may have come in' },
  reportsTo: { 'zh-CN': '上级', en: 'who is above' },
  text: { 'zh-CN': '内容', en: 'the text' },
  value: { 'zh-CN': '内容', en: 'it' },
  evidence: { 'zh-CN': '凭证', en: 'the evidence' },
  roleGroups: { 'zh-CN': '分工', en: 'which roles are in which group' },
};

function head({ name, title, source, timeZone, refines, receivedWithin }: Rulebook): Values {
  return { name, title, source, timeZone, refines, receivedWithin };
}

function kindHead({ clocks: _clocks, notifyRules: _tells, ...rest }: KindRules): Values {
  return rest;
}

/** Holidays in whole years: which are published, and what else is dated. */
function calendarWords({ exceptions = [], ...rest }: Rulebook['calendars'][string]): Values {
  const own = exceptions.filter(({ kind }) => kind !== 'holiday' && kind !== 'make-up-workday');
  const holidays = exceptions
    .filter((exception) => !own.includes(exception))
    .map(({ date, kind }) => `${date}${kind === 'holiday' ? '' : '*'}`)
    .sort();
  return {
    ...rest,
    exceptions: own,
    holidays: holidays.length
      ? `${rest.holidays ?? ''} ${holidays.length}: ${holidays.slice(-60).join(' ')}`
      : undefined,
  };
}

function byId<T extends { id: string }>(list: readonly T[]): Values {
  return Object.fromEntries(list.map((item) => [item.id, item]));
}

function byName(notifyRules: KindRules['notifyRules']): Values {
  return Object.fromEntries(notifyRules.map((rule) => [`${rule.on} → ${rule.notify} (${rule.clause})`, rule]));
}

function mapped<T>(map: Readonly<Record<string, T>>, to: (value: T) => Values): Values {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, to(value)]));
}

function union(a: object | undefined, b: object | undefined): string[] {
  return [...new Set([...Object.keys(a ?? {}), ...Object.keys(b ?? {})])];
}

/** Equal in value; the order of keys does not count. */
function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (
    typeof a !== 'object' ||
    typeof b !== 'object' ||
    a === null ||
    b === null ||
    Array.isArray(a) !== Array.isArray(b)
  )
    return false;
  return union(a, b).every((key) => same((a as Values)[key], (b as Values)[key]));
}

function nameOf(value: unknown, id: string, language: keyof Text): string {
  const name = isMap(value) ? value['name'] : undefined;
  return isText(name) ? `${name[language]} (${id})` : id;
}

function clauseOf(value: unknown): string | undefined {
  return isMap(value) && typeof value['clause'] === 'string' ? value['clause'] : undefined;
}

function capital(words: string): string {
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}
