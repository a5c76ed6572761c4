import type { ActFields } from '../../domain/case/fields.js';
import type { Language, Text } from '../../domain/text.js';
import { erasedText } from '../../ledger/notices/notice-text.js';
import { wallTime } from '../../tables/column.js';
import type { DisplayNames } from '../tables/display-names.js';
import type { ListTable } from '../tables/table.service.js';
import { rowOf } from '../../domain/kinds/kinds.js';
import type { EntryJson, TimelineJson } from './timeline-json.js';

type TimelineTableRow = EntryJson & { kind: string };

/** What a clock does by itself, distinguished from an act of the same name by the fact that names the clock. */
export const momentNames: Readonly<Record<string, Text>> = {
  warn: { 'zh-CN': '预警', en: 'warning' },
  breach: { 'zh-CN': '超时', en: 'run out' },
  escalate: { 'zh-CN': '上报', en: 'escalation' },
  urge: { 'zh-CN': '督办', en: 'urging by the desk' },
};

/** What an entry is called: the moment of the clock that it names, or the act. */
export function nameOfEntry(kind: string, act: string, facts: Record<string, unknown>, language: Language): string {
  const name = (facts['clock'] === undefined ? undefined : momentNames[act]) ?? rowOf(kind, act)?.name;
  return name?.[language] ?? act;
}

/** What happened to a case, as a table. */
export const timelineTable: ListTable<TimelineJson, TimelineTableRow> = {
  file: 'timeline',
  sheet: { 'zh-CN': '办理记录', en: 'Timeline' },
  items: ({ kind, entries }) => entries.map((entry) => ({ ...entry, kind })),
  next: ({ next }) => (next === null ? undefined : { after: next }),
  columns: (names) => [
    { title: { 'zh-CN': '序号', en: 'No.' }, width: 6, value: (row) => row.seq },
    { title: { 'zh-CN': '登记时间', en: 'Entered' }, kind: 'time', value: (row) => row.at },
    { title: { 'zh-CN': '发生时间', en: 'Happened' }, kind: 'time', value: (row) => row.happenedAt },
    { title: { 'zh-CN': '事项', en: 'What' }, width: 24, value: (row) => row.actName },
    { title: { 'zh-CN': '办理人', en: 'Who' }, width: 12, value: (row) => row.actor.name },
    { title: { 'zh-CN': '角色', en: 'Role' }, value: (row) => row.roleName },
    {
      title: { 'zh-CN': '内容', en: 'Entered as' },
      width: 60,
      value: (row) => {
        const text = row.input && inputText(row.input, rowOf(row.kind, row.act)?.fields, names);
        return row.erased ? [text, names.text(erasedText)].filter(Boolean).join('\n') : text;
      },
    },
    {
      title: { 'zh-CN': '状态变为', en: 'New status' },
      width: 12,
      value: (row) => (row.changes.status === undefined ? null : names.status(row.changes.status)),
    },
    { title: { 'zh-CN': '等级变为', en: 'New tier' }, width: 8, value: (row) => names.tier(row.changes.tier ?? null) },
    {
      title: { 'zh-CN': '部门变为', en: 'New department' },
      value: (row) => names.department(row.changes.department ?? null),
    },
    {
      title: { 'zh-CN': '时限', en: 'Clocks' },
      width: 40,
      value: (row) =>
        row.changes.clocks.map(({ clause, name, due }) => `${clause} ${name} ${wallTime(due)}`).join('\n') || null,
    },
    { title: { 'zh-CN': '违规条款', en: 'Clauses broken' }, value: (row) => row.changes.violations.join('\n') || null },
  ],
};

/** What was entered, line by line under the name of its field. */
function inputText(input: Record<string, unknown>, fields: ActFields | undefined, names: DisplayNames): string | null {
  const lines = Object.entries(input).flatMap(([name, value]): string[] => {
    if (name === 'words' && typeof value === 'object' && value !== null)
      return [inputText(value as Record<string, unknown>, fields, names) ?? ''];
    const field = fields?.[name] ?? Object.values(fields ?? {}).find(({ word }) => word === name);
    const text =
      typeof value === 'object'
        ? JSON.stringify(value)
        : typeof value === 'boolean'
          ? names.yesNo(value)
          : String(value);
    return value === null || value === undefined
      ? []
      : [`${field ? names.text({ 'zh-CN': field.zh, en: name }) : name}: ${text}`];
  });
  return lines.filter(Boolean).join('\n') || null;
}
