import { act, type ActContext } from '../deciding/act.js';
import { id, number } from '../case/fields.js';
import { refuse, type Refusal } from '../refusal.js';

const clause = 'X-9';

/**
 * Many cases may wait on one (`facts.joinedTo`, set by entries of their own: nothing is written on the other side).
 * The workflow enters what the one broadcasts (`Effects.broadcast`) on each of them, and here on how many.
 */
export const joinedActs = {
  'broadcast-done': act({
    name: { 'zh-CN': '通告已送达', en: 'Enter the broadcast done' },
    clause,
    from: 'any',
    by: ['desk'],
    fields: {
      key: id('通告', 'Which broadcast of this case.', { label: 'Which of them' }),
      told: number('已告知', 'How many were told.', { label: 'How many were told', min: 0, max: 10_000_000 }),
      refused: number('未接受', 'How many did not take it.', { label: 'How many refused', min: 0, max: 10_000_000 }),
    },
    check: ({ state, input }) => {
      const broadcast = state.broadcasts.find((item) => item.key === input.key);
      if (!broadcast)
        return refuse('bad-input', 'This case has asked for no such broadcast.', '本案件没有要求该通告。', clause);
      return broadcast.state === 'done'
        ? refuse('already-done', 'That is on record already.', '该事项已登记。', clause)
        : undefined;
    },
    effects: ({ state, input: { key, told, refused } }) => {
      const { act: said } = state.broadcasts.find((item) => item.key === key)!;
      return { broadcasts: [{ key, act: said, state: 'done', told, refused }] };
    },
  }),
} as const;

/**
 * Why a case does not take an act that another (`number`) broadcasts: it is not, or no longer, joined to that one.
 * For the `check` of such an act.
 */
export function checkJoinedTo({ state, input }: ActContext<{ number: string }>): Refusal | undefined {
  return state.facts['joinedTo'] === input.number
    ? undefined
    : refuse('bad-input', 'This case is not joined to that one.', '本案件未并入该案件。', clause);
}
