import { systemActor } from '../actor.js';
import { act, type ActContext, type ActRow, type ActTable } from '../deciding/act.js';
import { closedStatus, type CaseState } from '../case/case.js';
import { id, yesNo, type InputOf } from '../case/fields.js';
import { excludedKeys } from '../case/subjects.js';
import { tooLongAgo } from '../deciding/act-refusals.js';
import { openCase } from '../deciding/open-case.js';
import { isRefusal, refuse, type Refusal } from '../refusal.js';
import { closedFrom } from './reopen.js';
import { reasonFields } from './shared-fields.js';

const clause = 'X-10';

/** Kinds in which a customer's matter may be taken for another: each needs no more than is asked here. */
const turnable = [
  'complaint',
  'repair',
  'inquiry',
  'help-request',
  'suggestion',
  'heating-complaint',
  'heating-repair',
  'power-complaint',
  'fault-repair',
];

const ofKind = { optional: true, recordOf: 'kind' } as const;
const listed = (list: string, example: string) => ({ ...ofKind, whereListed: true, list, example }) as const;

/** What its kind may ask for, as far as the rulebook knows it. */
const fields = {
  kind: id('转为种类', 'The kind of case that it is.', { list: 'kinds', label: 'Kind it is', example: 'repair' }),
  ...reasonFields,
  repairType: id('维修类型', 'Type of repair, of one that has types.', listed('repairTypes', 'plumbing')),
  area: id('区域', 'Where it is.', listed('areas', 'town')),
  category: id('投诉类别', 'What a complaint is about (H-cat).', listed('categories', 'not-warm')),
  complaintCategory: id('投诉类别', 'What a complaint is about (W-cat).', listed('complaintCategories', 'attitude')),
  helpKind: id('求助类别', 'What help is asked for, of a help request.', listed('helpKinds', 'medical')),
  emergency: yesNo('是否紧急', 'Whether it is an emergency, of a repair.', ofKind),
  thanked: yesNo('已致谢', 'Whether the customer was thanked, where the rules ask for that.', ofKind),
};
type Turn = ActContext<InputOf<typeof fields>>;

/** What was recorded and means the same in another kind. */
const kept = ['channel', 'area', 'line', 'emergency', 'anonymous', 'aboutPerson', 'harm', 'secret'];

/**
 * A case that was taken for another kind than it is (转为其他种类): it ends here and goes on as a new one, which keeps the
 * time at which it was received and all that was said. `tableOf`: the acts of a kind.
 */
export function turnInto(kind: string, tableOf: (kind: string) => ActTable | undefined): ActTable {
  if (!turnable.includes(kind)) return {};
  return {
    'turn-into': act({
      name: { 'zh-CN': '转为其他种类', en: 'Turn into another kind' },
      clause,
      from: 'open',
      by: ['centre'],
      to: closedStatus,
      fields: { ...fields, kind: { ...fields.kind, among: turnable.filter((other) => other !== kind) } },
      sets: ['outcome', 'closedFrom'],
      check: (context) => turnProblem(context, tableOf),
      effects: ({ state, input }) => ({
        closes: true,
        facts: { outcome: 'turned', ...closedFrom(state) },
        childCases: [
          { kind: input.kind, input: inputOfTurned(state, input, tableOf(input.kind)!), receivedAt: state.receivedAt },
        ],
      }),
    }),
  };
}

/** What the new case is recorded with: what is known here, and what its kind asks for besides. */
function inputOfTurned(state: CaseState, given: Turn['input'], table: ActTable): Record<string, unknown> {
  const { kind: _kind, reason: _reason, complaintCategory, ...asked } = given;
  const own = { ...asked, ...(complaintCategory === undefined ? {} : { category: complaintCategory }) };
  const taken = (table['record'] as ActRow).fields ?? {};
  const known = kept.flatMap((name) => {
    const value = state.facts[name];
    return value === undefined || value === null ? [] : [[name, value] as const];
  });
  const all: Record<string, unknown> = { side: 'unclear', thanked: false, ...Object.fromEntries(known), ...own };
  return Object.fromEntries(Object.entries(all).filter(([name]) => name in taken));
}

function turnProblem(context: Turn, tableOf: (kind: string) => ActTable | undefined): Refusal | undefined {
  const { state, input, at, rulebook } = context;
  if (excludedKeys(state.facts).length)
    return refuse(
      'bad-input',
      'A case kept from those it is about stays what it is: record another one beside it.',
      '须对当事人保密的案件不转为其他种类，请另行登记。',
      clause,
    );
  const open = state.links.find(({ relation, state: standing }) => relation === 'child' && standing !== 'ended');
  if (open)
    return refuse(
      'missing-step',
      'A case opened from this one has no outcome yet: wait for it, or link a new case.',
      '由本案件开立的案件尚无结果，请等待结果，或另行登记并关联。',
      clause,
    );
  const waiting = state.links.find(({ relation, state: standing }) => relation === 'parent' && standing === 'open');
  if (waiting && state.facts['turnedFrom'] === undefined)
    return refuse(
      'missing-step',
      `Case ${waiting.number} waits for the outcome of this one: finish it, or record another one beside it.`,
      `案件 ${waiting.number} 正等待本案件的结果，请办结本案件，或另行登记。`,
      clause,
    );
  const table = tableOf(input.kind);
  if (!table || !rulebook.kinds[input.kind] || !turnable.includes(input.kind) || input.kind === state.kind) {
    const may = turnable.filter((kind) => kind !== state.kind && rulebook.kinds[kind]);
    return refuse(
      'bad-input',
      `It may be turned into: ${may.join(', ')}.`,
      `可转为：${may.map((kind) => rulebook.kinds[kind]!.name['zh-CN']).join('、')}。`,
      clause,
    );
  }
  return tooLongAgo(state.receivedAt, at, systemActor, rulebook) ?? openingProblem(context, table);
}

/** Why the new case would not be taken: asked before this one ends. */
function openingProblem({ state, input, at, rulebook }: Turn, table: ActTable): Refusal | undefined {
  const blank: CaseState = {
    ...state,
    kind: input.kind,
    seq: 0,
    status: 'new',
    tier: null,
    department: null,
    round: 1,
    openedAt: at,
    facts: { siteKind: state.facts['siteKind'] ?? null, turnedFrom: state.number },
    marks: {},
    clocks: [],
    links: [],
    broadcasts: [],
    violations: [],
  };
  const opening = { ...inputOfTurned(state, input, table), words: state.words };
  const opened = openCase(blank, table, { actor: systemActor, act: 'record', input: opening, at }, rulebook);
  return isRefusal(opened) ? opened : undefined;
}
