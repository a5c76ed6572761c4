import { act, type ActContext, type ActRow } from '../deciding/act.js';
import type { Effects } from '../deciding/effects.js';
import { intakeProblem } from '../deciding/intake.js';
import type { CaseState, WordName } from '../case/case.js';
import { fieldLabel } from '../case/field-label.js';
import { oneOf, words, type ActField, type ValueNames } from '../case/fields.js';
import { textFault } from '../case/input-values.js';
import { dispatchRules } from '../dispatch/dispatch-rules.js';
import { refuse, refuseInput, type Refusal } from '../refusal.js';
import { listProblem } from '../rulebook/lists.js';
import type { Rulebook } from '../rulebook/rulebook.js';
import type { Scalar } from '../text.js';
import { effectsOfMove, factsOfMove, isMovable, movedTogether, moveProblem } from './move-site.js';

const clause = 'X-10';
const correctors = ['centre'];

const wordFields = {
  subject: ['事由', 'subject'],
  description: ['详情', 'description'],
  demand: ['诉求', 'demand'],
  place: ['地点', 'place'],
  happenedWhen: ['发生时间', 'when it happened'],
  complainedOf: ['投诉对象', 'whom it complains of'],
  customer: ['客户', 'name of the customer'],
  phone: ['联系电话', 'phone'],
  done: ['处理结果', 'what was done'],
  result: ['处理情况', 'result'],
  answer: ['答复', 'answer'],
  authorityReference: ['交办编号', "the authority's number"],
  room: ['房间号', 'room'],
} as const satisfies ValueNames<WordName>;

/** Facts of the record that a mistake may be in, and that nothing but the record and this act sets. */
const recordedFacts = [
  'channel',
  'area',
  'line',
  'category',
  'repairType',
  'emergency',
  'form',
  'helpKind',
  'business',
  'matter',
] as const;

/** What is known of a kind where what was recorded of its cases is put right. */
export interface CorrectedKind {
  facts: readonly string[];
  /** What else follows where one of its facts is put right: other facts, milestones. */
  whenCorrected?:
    ((state: CaseState, put: { field: string; to: Scalar }, rulebook: Rulebook) => Effects<never>) | undefined;
}

/**
 * a mistake in what was written down is put right by a later entry; the earlier one stays. Where clocks depend on
 * it, they follow as X-7 says of what was sorted wrongly. `name`: of the kind; `record`: what it is recorded with.
 */
export function correct(name: string, kind: CorrectedKind, record: Pick<ActRow, 'fields'>) {
  const facts = Object.fromEntries(
    recordedFacts.flatMap((name) => {
      const field = record.fields?.[name];
      return field && kind.facts.includes(name) ? [[name, field] as const] : [];
    }),
  );
  const movable = isMovable(name);
  const dispatch = dispatchRules[name];
  const names: ValueNames = {
    ...wordFields,
    ...(movable ? { site: ['项目', 'site'] } : {}),
    ...Object.fromEntries(
      Object.entries(facts).map(
        ([name, field]) => [name, [field.zh, fieldLabel(name, field).en.toLowerCase()]] as const,
      ),
    ),
  };
  const isMove = (input: { field: string }) => input.field === 'site';
  return act({
    name: { 'zh-CN': '更正登记内容', en: 'Correct the record' },
    clause,
    from: 'any',
    by: correctors,
    toOneOf: dispatch ? [dispatch.dispatchedStatus] : [],
    relatedQueries: (asking) => (isMove(asking.input) ? movedTogether(asking) : undefined),
    teams: (found) => dispatch !== undefined && 'joined' in found,
    fields: {
      field: oneOf('更正的项目', 'What was written down wrongly.', names, { label: 'What is corrected' }),
      to: words('更正为', 'What it must say; of what is chosen from a list its id, of a yes or no `true` or `false`.', {
        label: 'Corrected to',
        asRecorded: 'field',
      }),
      reason: words('更正原因', 'Why it is corrected.'),
    },
    brings: dispatch ? ['given-on'] : [],
    sets: ['reachable', ...Object.keys(facts), ...(movable ? factsOfMove(kind.facts) : [])],
    check: (context) => {
      if (isMove(context.input)) return moveProblem(context, correctors);
      const { field: name, to } = context.input;
      const field = facts[name];
      return field ? factProblem(context, field) : tooLongFor(record.fields?.[name], to);
    },
    effects: (context): Effects => {
      const { state, input, rulebook } = context;
      if (isMove(input)) return effectsOfMove(context, kind.facts);
      const field = facts[input.field];
      if (!field)
        return {
          words: { [input.field]: input.to },
          // Whether the customer can be called back follows the number that is now on record.
          ...(input.field === 'phone' ? { facts: { reachable: input.to !== '' } } : {}),
        };
      const to = valueOf(input.to, field)!;
      const more = kind.whenCorrected?.(state, { field: input.field, to }, rulebook);
      return { ...more, facts: { ...more?.facts, [input.field]: to }, correctedFacts: [input.field] };
    },
  });
}

/** Words are corrected to what they could be recorded as. */
function tooLongFor(recorded: ActField | undefined, to: string): Refusal | undefined {
  const text = recorded?.max === undefined ? undefined : textFault(to, recorded.max);
  return text && refuseInput([{ field: 'to', text }]);
}

/** What was written as the value of the field; undefined where it is none. */
function valueOf(written: string, { type, values }: ActField): Scalar | undefined {
  if (type === 'yes-no') return { true: true, false: false }[written];
  if (type === 'one-of') return values!.includes(written) ? written : undefined;
  return written;
}

function factProblem(
  { state, actor, at, input, rulebook }: ActContext<{ field: string; to: string }>,
  field: ActField,
): Refusal | undefined {
  const { field: name, to } = input;
  const value = valueOf(to, field);
  if (value === undefined) {
    const may = field.type === 'yes-no' ? ['true', 'false'] : field.values!;
    return refuse(
      'bad-input',
      `'${name}' is corrected to one of ${may.join(', ')}.`,
      `${field.zh}须为下列之一：${may.map((one) => field.valueNames?.[one]?.['zh-CN'] ?? (one === 'true' ? '是（true）' : '否（false）')).join('、')}。`,
      clause,
    );
  }
  if (state.facts[name] === value)
    return refuse(
      'already-done',
      'That is what the record says already.',
      '记录内容与更正内容相同，无需更正。',
      clause,
    );
  return (
    listProblem({ [name]: field }, { [name]: to }, rulebook, clause) ??
    (name === 'channel' ? intakeProblem({ state, actor, at, input: { channel: to }, rulebook, clause }) : undefined)
  );
}
