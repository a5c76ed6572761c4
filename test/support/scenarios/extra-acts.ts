import { act, type ActTable } from '../../../domain/deciding/act.js';
import { checkJoinedTo } from '../../../domain/acts/joined-cases.js';
import { wordsFields } from '../../../domain/acts/shared-fields.js';
import { id } from '../../../domain/case/fields.js';
import { kinds } from '../../../domain/kinds/kinds.js';

/**
 * Gives a kind acts it has not, in this process alone: for what any kind could do and none of those that are shipped
 * does.
 */
export function withActs(kind: string, acts: ActTable): void {
  (kinds as Record<string, ActTable>)[kind] = { ...kinds[kind], ...acts };
}

const name = { 'zh-CN': '试', en: 'try' };
const number = id('编号', 'Number of the other case.');

/** Acts of a matter that many cases wait on: one joins it, it speaks to all, and each hears. */
export const joiningActs = {
  'wait-on': act({
    name,
    clause: 'X-9',
    from: 'open',
    by: ['cs-agent'],
    fields: { number },
    sets: ['joinedTo'],
    effects: ({ input }) => ({ facts: { joinedTo: input.number } }),
  }),
  announce: act({
    name,
    clause: 'X-9',
    from: 'open',
    by: ['cs-agent'],
    fields: wordsFields,
    effects: ({ input }) => ({ broadcast: { act: 'hear', input: { words: input.words } } }),
  }),
  hear: act({
    name,
    clause: 'X-9',
    from: 'open',
    by: ['desk'],
    fields: { number, ...wordsFields },
    sets: ['heardOf'],
    check: checkJoinedTo,
    effects: ({ input }) => ({ facts: { heardOf: input.number } }),
  }),
} satisfies ActTable;

/** Acts with which a case has one of another kind opened, and a filed one is taken up again. */
export const openingActs = {
  'open-complaint': act({
    name,
    clause: 'X-9',
    from: 'open',
    by: ['cs-agent'],
    fields: { kind: id('种类', 'Kind.', { optional: true }) },
    effects: ({ input }) => ({
      childCases: [
        { kind: input.kind ?? 'complaint', input: { channel: 'repair', words: { subject: 'another matter' } } },
      ],
    }),
  }),
  'take-up': act({ name, clause: 'X-9', from: ['closed'], by: ['cs-agent'], to: 'recorded' }),
} satisfies ActTable;
