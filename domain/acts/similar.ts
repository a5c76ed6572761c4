import { act, type ActContext } from '../deciding/act.js';
import { caseNumber, id, words } from '../case/fields.js';
import { refuse, type Refusal } from '../refusal.js';

const clause = { property: 'P-3.1', heating: 'H-flow3', power: 'W-29a' };
const reason = words('原因', 'Why.', { optional: true });

/**
 * Two cases that look alike: about the same matter, each going on by itself, or not the same matter after all.
 * (Where one case is enough, the other is joined to it.)
 */
export const similarActs = {
  link: act({
    name: { 'zh-CN': '关联同一事项', en: 'Link a related case' },
    clause,
    from: 'any',
    by: ['front'],
    fields: {
      number: caseNumber('关联案件', 'Number of the other case; of any kind.', {
        label: 'Linked case',
        example: 'PC-2026-000001',
      }),
      reason,
    },
    check: (context) => linkProblem(context) ?? alreadyLinkedProblem(context, 'same-matter'),
    effects: ({ state, input }) => ({
      links: [{ key: `same-matter:${input.number}`, relation: 'same-matter', number: input.number, state: 'ended' }],
      followUps: [{ number: input.number, act: 'receive-link', input: { number: state.number } }],
    }),
  }),
  'receive-link': act({
    name: { 'zh-CN': '接收关联', en: 'Take in a related case' },
    clause,
    from: 'any',
    by: ['desk'],
    fields: { number: id('关联案件', 'Number of the other case.', { label: 'Linked case' }) },
    effects: ({ input }) => ({
      links: [{ key: `same-matter:${input.number}`, relation: 'same-matter', number: input.number, state: 'ended' }],
    }),
  }),
  /** The pair is not offered again, whichever of the two is open. */
  'not-similar': act({
    name: { 'zh-CN': '并非同一事项', en: 'Mark as not similar' },
    clause,
    from: 'any',
    by: ['front'],
    fields: {
      number: caseNumber('相似案件', 'Number of the case that was offered.', {
        label: 'Similar case',
        example: 'PC-2026-000001',
      }),
      reason,
    },
    check: (context) => linkProblem(context) ?? alreadyLinkedProblem(context, 'not-similar'),
    effects: ({ input }) => ({
      links: [{ key: `not-similar:${input.number}`, relation: 'not-similar', number: input.number, state: 'ended' }],
    }),
  }),
} as const;

function linkProblem({ state, input, clause: own }: ActContext<{ number: string }>): Refusal | undefined {
  return input.number === state.number
    ? refuse('bad-input', 'That is this case itself: name the other one.', '不能填写本案件，请填写另一案件编号。', own)
    : undefined;
}

function alreadyLinkedProblem(
  { state, input, clause: own }: ActContext<{ number: string }>,
  relation: string,
): Refusal | undefined {
  return state.links.some(
    (link) => link.relation === relation && link.number === input.number && link.state !== 'undone',
  )
    ? refuse('already-done', 'That is on record already.', '该事项已登记。', own)
    : undefined;
}
