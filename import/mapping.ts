import type { ActField, ActFields } from '../domain/case/fields.js';
import { kinds, rowOf } from '../domain/kinds/kinds.js';
import type { Text } from '../domain/text.js';

/** A column by its heading; of a time also two, one for the day and one for the time of day. */
export type MappedColumn = string | { date: string; time: string };

/** How a table is read: which column is what, and how its rows are distinguished from those of other tables. */
export interface ImportMapping {
  /** With a row's id it names the row for ever: a table keeps its namespace, whatever its files are called. */
  namespace: string;
  /** How the messages came in; a column of that name says it row by row. */
  channel: string;
  /** The kind of case; complaints where it is left out and no column says it. */
  kind?: string;
  /** The worksheet; without it all that have the headings and are not hidden. */
  sheet?: string;
  /** Zone of times without an offset (IANA); without it the rulebook's. */
  timeZone?: string;
  /** The year of dates that are written without one. */
  year?: number;
  /** The heading of each column that is taken. `id` is needed, and `subject` or `description`. */
  columns: Readonly<Record<string, MappedColumn>>;
  /** By field: what a cell says, and what is meant by it. */
  values?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Fields that are the same for every row. */
  set?: Readonly<Record<string, string | number | boolean>>;
}

/** The row's own id, who wrote it, when, and the kind of case: columns of every table. */
export const rowFields = ['id', 'user', 'date', 'time', 'kind'] as const;

/** The words of a case that a column may have, for any kind. */
export const wordFields = [
  'subject',
  'description',
  'demand',
  'place',
  'room',
  'happenedWhen',
  'complainedOf',
  'customer',
  'phone',
] as const;

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

/** The fields that a table may give when a case of the kind is recorded, its words apart; lists of things have none. */
export function tableFieldsOf(kind: string): ActFields {
  const fields = rowOf(kind, 'record')?.fields ?? {};
  return Object.fromEntries(
    Object.entries(fields).filter(
      ([, { type, word }]) => word === undefined && !['items', 'files', 'standard-answers'].includes(type),
    ),
  );
}

/** Every field that some kind of case may have from a table, by name. */
export const anyTableField: Readonly<Record<string, ActField>> = Object.assign(
  {},
  ...Object.keys(kinds).map((kind) => tableFieldsOf(kind)),
) as Readonly<Record<string, ActField>>;

/** What a mapping file may say, in both languages. */
export const mappingHelp: Text = {
  en: `A mapping file (YAML or JSON) says which column is what:

  namespace: county-line        # with the row's id it names the row for ever: keep it the same for all files of a table
  channel: hotline              # how the messages came in
  kind: repair                  # without it complaint; or a column 'kind' below
  sheet: '2024'                 # the worksheet; without it every one that has the headings
  timeZone: Asia/Shanghai       # of dates without an offset; without it the rulebook's
  year: 2026                    # of dates without a year
  columns:                      # field: heading in the table; id is needed, and subject or description
    id: 工单编号
    user: 来电人编号             # cases of the same user are linked; kept as a pseudonym only
    date: { date: 日期, time: 时间 }   # or one heading: 来电时间
    subject: 标题
    description: 内容
    repairType: 报修类型         # any field of the kind, its values by id or by name
    # also: ${[...wordFields.slice(2), ...rowFields.slice(3)].join(', ')}
  values:                       # what a cell says, and what it means
    repairType: { 水: plumbing, 电: electrical }
  set: { anonymous: false }     # the same for every row
`,
  'zh-CN': `映射文件（YAML 或 JSON）说明各列的含义：

  namespace: county-line        # 与行编号一起永久标识该行：同一台账的各文件保持不变
  channel: hotline              # 渠道
  kind: repair                  # 案件种类，默认 complaint；也可在下面用 kind 列
  sheet: '2024'                 # 工作表；默认读取所有含列名的工作表
  timeZone: Asia/Shanghai       # 未写时区的时间所在时区；默认用规程的时区
  year: 2026                    # 未写年份的日期的年份
  columns:                      # 字段: 表中列名；必须有 id，以及 subject 或 description
    id: 工单编号
    user: 来电人编号             # 同一人的案件互相关联；只保留代码
    date: { date: 日期, time: 时间 }   # 或一列：来电时间
    subject: 标题
    description: 内容
    repairType: 报修类型         # 该种类的任意字段，值为标识或名称
    # 还有：${[...wordFields.slice(2), ...rowFields.slice(3)].join('、')}
  values:                       # 单元格内容及其含义
    repairType: { 水: plumbing, 电: electrical }
  set: { anonymous: false }     # 每行相同的值
`,
};
