import { act, type ActContext } from '../deciding/act.js';
import type { CaseState } from '../case/case.js';
import type { CaseLink } from '../case/links.js';
import { id } from '../case/fields.js';
import { parentLinks } from '../deciding/child-links.js';
import { refuse, type Refusal } from '../refusal.js';
import type { Rulebook } from '../rulebook/rulebook.js';
import type { Text } from '../text.js';
import { notifyHandler } from './notify.js';

const key = id('链接', 'Which of the cases opened from this one.', { label: 'Which of them' });
const number = id('案件编号', 'Number of the other case.', { label: 'Case number' });

const clause = 'X-9';

/**
 * Cases opened from another (`Effects.childCases`): the outcome of each is entered on the parent, whatever its own
 * state.
 */
export const childActs = {
  'child-opened': act({
    name: { 'zh-CN': '关联案件已开立', en: 'Enter the case opened' },
    clause,
    from: 'any',
    by: ['desk'],
    fields: { key, number },
    check: (context) => childProblem(context, ['asked']),
    effects: ({ state, input }) => ({ links: [{ ...childOf(state, input), number: input.number, state: 'open' }] }),
  }),
  /** The ledger does not take the case: nothing will come of it, and somebody has to know. */
  'child-refused': act({
    name: { 'zh-CN': '关联案件未能开立', en: 'Enter the case not taken' },
    clause,
    from: 'any',
    by: ['desk'],
    fields: { key, code: id('原因代码', 'Why the ledger refused it.', { label: 'Reason code' }) },
    check: (context) => childProblem(context, ['asked']),
    effects: ({ state, input, rulebook }) => {
      const child = childOf(state, input);
      const name = kindName(rulebook, child);
      return {
        links: [{ ...child, state: 'ended', outcome: 'refused' }],
        notices: [
          notifyHandler(
            { state, rulebook },
            'inform',
            child.clause ?? clause,
            `${name['zh-CN']}未能开立，请核对后重新提交`,
            `Not opened from this case, check and ask again: ${name.en}`,
          ),
        ],
      };
    },
  }),
  'child-outcome': act({
    name: { 'zh-CN': '关联案件已有结果', en: "Enter the child's outcome" },
    clause,
    from: 'any',
    by: ['desk'],
    fields: { key, number, outcome: id('结果', 'How it ended.') },
    brings: ['child-outcome:*kinds'],
    check: (context) => childProblem(context, ['asked', 'open']),
    effects: ({ state, input, rulebook }) => {
      const child = childOf(state, input);
      const name = kindName(rulebook, child);
      return {
        links: [{ ...child, number: input.number, state: 'ended', outcome: input.outcome }],
        milestones: [`child-outcome:${child.kind}`],
        notices: [
          notifyHandler(
            { state, rulebook },
            'inform',
            child.clause ?? clause,
            `由本案件开立的${name['zh-CN']}已有结果`,
            `There is an outcome of what was opened from this case: ${name.en}`,
          ),
        ],
        followUps: [{ number: input.number, act: 'outcome-told', input: { number: state.number } }],
      };
    },
  }),
  'child-reopened': act({
    name: { 'zh-CN': '关联案件重新办理', en: 'Enter the child reopened' },
    clause,
    from: 'any',
    by: ['desk'],
    fields: { key, number },
    check: (context) => childProblem(context, ['ended']),
    effects: ({ state, input }) => {
      const { outcome: _past, ...child } = childOf(state, input);
      return { links: [{ ...child, number: input.number, state: 'open' }] };
    },
  }),
  /** On the child: there is nothing more to report, unless it is taken up again. */
  'outcome-told': act({
    name: { 'zh-CN': '结果已告知原案件', en: 'Enter the outcome told' },
    clause,
    from: 'any',
    by: ['desk'],
    fields: { number },
    effects: ({ state }) => ({ links: parentLinks(state).map((link) => ({ ...link, state: 'ended' })) }),
  }),
} as const;

/** The child without what it was opened with: that is on record in the entry that asked. */
function childOf({ links }: CaseState, { key }: { key: string }): CaseLink {
  const { ask: _ask, ...child } = links.find((link) => link.relation === 'child' && link.key === key)!;
  return child;
}

function childProblem(
  { state, input }: ActContext<{ key: string }>,
  standing: CaseLink['state'][],
): Refusal | undefined {
  const child = state.links.find((link) => link.relation === 'child' && link.key === input.key);
  if (!child) return refuse('bad-input', 'This case has not asked for that one.', '本案件没有要求开立该案件。', clause);
  return standing.includes(child.state)
    ? undefined
    : refuse('already-done', 'That is on record already.', '该事项已登记。', clause);
}

function kindName(rulebook: Rulebook, { kind = '' }: CaseLink): Text {
  return rulebook.kinds[kind]?.name ?? { en: kind, 'zh-CN': kind };
}
