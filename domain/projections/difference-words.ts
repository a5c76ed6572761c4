import { statusName } from '../case/statuses.js';
import { factNames } from '../kinds/fact-names.js';
import { factsForPeople } from '../kinds/facts.js';
import { kinds } from '../kinds/kinds.js';
import type { Text } from '../text.js';
import type { Limit, LimitUnit } from '../time/limit.js';
import { calendarNames, keyNames, listNames, partNames } from './difference-names.js';
import { prefixNames } from './outcome-names.js';
import type { RulebookDifference } from '../rulebook/comparison.js';
import type { Rulebook } from '../rulebook/rulebook.js';
import { isLimit, isMap, isText } from '../rulebook/value-text.js';

/** A difference as people read it: what it is part of, what is meant, what of it differs, and both values. */
export interface DifferenceWords {
  part: Text;
  kind: Text | null;
  item: Text;
  key: Text | null;
  old: Text | null;
  new: Text | null;
}

/** The words of a difference between two versions; ids are called by what the version that has them calls them. */
export function wordsOfDifference(difference: RulebookDifference, from: Rulebook, to: Rulebook): DifferenceWords {
  const { part, kind, id, key, what, values } = difference;
  const list = part.startsWith('lists.') ? part.slice('lists.'.length) : undefined;
  const words = new ValueWords([to, from], kind);
  const value = (of: unknown): Text => (what === 'changed' ? words.of(of, key ?? '') : words.summary(of));
  const whole = { old: values.wholeOld, new: values.wholeNew };
  return {
    part: list === undefined ? (partNames[part] ?? same(part)) : (listNames[list] ?? same(list)),
    kind: kind === null ? null : (to.kinds[kind]?.name ?? from.kinds[kind]?.name ?? same(kind)),
    item: itemName(part, id, whole.new ?? whole.old, words),
    key: key === null ? null : (keyNames[key] ?? same(key)),
    old: what === 'added' ? null : value(values.old),
    new: what === 'removed' ? null : value(values.new),
  };
}

/** What an act of a kind, or what one brings about, is called. */
export const stepName = (step: string, kind: string, rulebook: Rulebook): Text =>
  new ValueWords([rulebook], kind).milestone(step);

function itemName(part: string, id: string, whole: unknown, words: ValueWords): Text {
  if (part === 'rulebook') return partNames['rulebook']!;
  if (part === 'calendars') return calendarNames[id] ?? same(id);
  if (part === 'roleGroups') return words.role(id);
  if (part === 'clauses') return same(id);
  if (part === 'notifyRules' && isMap(whole))
    return joined([words.milestone(String(whole['on'])), words.role(String(whole['notify']))], ' → ');
  if (isText(whole)) return whole;
  return isMap(whole) && isText(whole['name']) ? whole['name'] : same(id);
}

const same = (id: string): Text => ({ 'zh-CN': id, en: id });

function joined(parts: readonly Text[], zh: string, en = zh): Text {
  return { 'zh-CN': parts.map((part) => part['zh-CN']).join(zh), en: parts.map((part) => part.en).join(en) };
}

const units: Readonly<Record<LimitUnit, readonly [zh: string, one: string, more: string]>> = {
  minutes: ['分钟', 'minute', 'minutes'],
  hours: ['小时', 'hour', 'hours'],
  'open-minutes': ['工作分钟', 'open minute', 'open minutes'],
  'open-hours': ['工作小时', 'open hour', 'open hours'],
  days: ['天', 'day', 'days'],
  'working-days': ['个工作日', 'working day', 'working days'],
  months: ['个月', 'month', 'months'],
  'same-day': ['', '', ''],
  'before-day-of-month': ['', '', ''],
};

/** A limit in words: '24 小时' / '24 hours', '30 日前' / 'before the 30th'. */
export function limitWords({ amount, unit }: { amount: number; unit: string }): Text {
  if (unit === 'same-day') return { 'zh-CN': '当日', en: 'the same day' };
  if (unit === 'before-day-of-month') return { 'zh-CN': `${amount} 日前`, en: `before day ${amount} of the month` };
  const [zh, one, more] = units[unit as LimitUnit] ?? [unit, unit, unit];
  return { 'zh-CN': `${amount} ${zh}`, en: `${amount} ${amount === 1 ? one : more}` };
}

const nothing: Text = { 'zh-CN': '无', en: 'none' };
const comma = ['、', ', '] as const;
const milestoneKeys: readonly string[] = ['on', 'start', 'until', 'stop', 'counts', 'act'];
const calendarKeys: readonly string[] = ['calendar', 'duringCalendar', 'outsideCalendar'];
const factKeys: readonly string[] = ['dueFact', 'dueOverride', 'fact'];
const looseKeys: readonly string[] = [
  '',
  'value',
  'kinds',
  'from',
  'nature',
  'to',
  'conduct',
  'decider',
  'siteKind',
  'makeUpDayAs',
];
const roleKeys: readonly string[] = [
  'who',
  'notify',
  'extensionApprover',
  'reportsTo',
  'organiser',
  'substitutes',
  'roles',
  'filledBy',
  'handler',
];

/** Values of a rulebook in words: the first of the versions that knows an id says what it is called. */
class ValueWords {
  constructor(
    private readonly versions: readonly Rulebook[],
    private readonly kind: string | null,
  ) {}

  /** What is under `key`. */
  of(value: unknown, key: string): Text {
    if (value === undefined || value === null || (Array.isArray(value) && value.length === 0)) return nothing;
    if (typeof value === 'boolean') return value ? { 'zh-CN': '是', en: 'yes' } : { 'zh-CN': '否', en: 'no' };
    if (typeof value === 'string') return this.id(value, key);
    if (isText(value)) return value;
    if (isLimit(value)) return this.limit(value);
    if (Array.isArray(value))
      return joined(
        value.map((item) => this.of(item, key)),
        ...comma,
      );
    return isMap(value) ? this.map(value, key) : same(String(value));
  }

  /** Something whole that was added or removed: of a clock its limit and who, else its name or text. */
  summary(value: unknown): Text {
    if (!isMap(value) || isText(value)) return this.of(value, '');
    const said = ['limit', 'who', 'notify', 'text'].flatMap((key) =>
      value[key] === undefined ? [] : [this.of(value[key], key)],
    );
    if (said.length) return joined(said, '，', ', ');
    return isText(value['name']) ? value['name'] : this.of(value, '');
  }

  role(id: string): Text {
    return this.named((rulebook) => rulebook.roles[id]?.name) ?? keyNames[id] ?? same(id);
  }

  /** What an act, or what it brings about, is called. */
  milestone(id: string): Text {
    const own = this.kind === null ? undefined : kinds[this.kind]?.[id]?.name;
    const act = own ?? Object.values(kinds).find((rows) => rows[id])?.[id]?.name;
    if (act ?? keyNames[id]) return (act ?? keyNames[id])!;
    const [prefix, of] = [id.slice(0, id.indexOf(':')), id.slice(id.indexOf(':') + 1)];
    return prefixNames[prefix] ? joined([prefixNames[prefix], this.listed(of)], '', ' ') : statusName(id);
  }

  /** What an id is called in whichever list has it, or as a kind of case. */
  private listed(id: string): Text {
    const named = this.named(
      ({ lists, kinds: known }) =>
        known[id]?.name ?? Object.values(lists ?? {}).flatMap((entries) => entries[id]?.name ?? [])[0],
    );
    return named ?? same(id);
  }

  private id(value: string, key: string): Text {
    if (milestoneKeys.includes(key)) return this.milestone(value);
    if (roleKeys.includes(key)) return this.role(value);
    if (calendarKeys.includes(key)) return calendarNames[value] ?? same(value);
    if (factKeys.includes(key)) return this.facts()[value]?.label ?? factNames[value]?.label ?? same(value);
    if (key === 'tier' || key === 'raisesTierTo')
      return this.named(({ tiers }) => tiers.find(({ id }) => id === value)?.name) ?? same(value);
    const fact = this.facts()[key];
    const named =
      fact?.valueNames?.[value] ??
      this.named(({ lists, departments }) =>
        key === 'department' ? departments[value] : lists?.[fact?.list ?? key]?.[value]?.name,
      );
    return named ?? (looseKeys.includes(key) ? this.loose(value) : same(value));
  }

  /** An id of a place that does not say what it is an id of. */
  private loose(id: string): Text {
    return this.named(({ roles }) => roles[id]?.name) ?? keyNames[id] ?? this.listed(id);
  }

  private limit(value: Limit): Text {
    const { countsStartDay, endsAtMidnight, begins } = value;
    const more = [
      ...(countsStartDay ? [{ 'zh-CN': '含当日', en: 'the first day counted' }] : []),
      ...(endsAtMidnight ? [{ 'zh-CN': '至当日 24 时', en: 'until midnight' }] : []),
      ...(begins === 'next-opening' ? [{ 'zh-CN': '自上班时起算', en: 'from the next opening' }] : []),
    ];
    const text = limitWords(value);
    const said = joined(more, '，', ', ');
    return more.length ? { 'zh-CN': `${text['zh-CN']}（${said['zh-CN']}）`, en: `${text.en} (${said.en})` } : text;
  }

  private map(value: Record<string, unknown>, key: string): Text {
    if (typeof value['percentLeft'] === 'number')
      return { 'zh-CN': `剩余 ${value['percentLeft']}% 时`, en: `when ${value['percentLeft']}% is left` };
    if (key === 'warn' && isLimit(value['left'])) {
      const left = this.limit(value['left']);
      return { 'zh-CN': `到期前 ${left['zh-CN']}`, en: `${left.en} before` };
    }
    if (key === 'escalation' && typeof value['notify'] === 'string') {
      const role = this.role(value['notify']);
      if (!isLimit(value['after'])) return role;
      const after = this.limit(value['after']);
      return { 'zh-CN': `${after['zh-CN']}后${role['zh-CN']}`, en: `${role.en} after ${after.en}` };
    }
    if (key === 'reminder' && isLimit(value['every'])) {
      const every = this.limit(value['every']);
      return { 'zh-CN': `每 ${every['zh-CN']}`, en: `every ${every.en}` };
    }
    const entries = Object.entries(value).map(([name, item]): Text => {
      const label = this.facts()[name]?.label ?? keyNames[name] ?? this.loose(name);
      const said = this.of(item, key === 'roleGroups' || key === 'decider' ? 'who' : name);
      return { 'zh-CN': `${label['zh-CN']}：${said['zh-CN']}`, en: `${label.en}: ${said.en}` };
    });
    return joined(entries, '；', '; ');
  }

  private facts() {
    return this.kind === null || !kinds[this.kind] ? {} : factsForPeople(this.kind, kinds[this.kind]!);
  }

  private named(of: (rulebook: Rulebook) => Text | undefined): Text | undefined {
    for (const version of this.versions) {
      const name = of(version);
      if (name) return name;
    }
    return undefined;
  }
}
