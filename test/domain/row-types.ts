// What must not compile: `tsc` fails where one of these lines does. Nothing of it runs.
import { recordAct, act, type ActTable } from '../../domain/deciding/act.js';
import { refer } from '../../domain/acts/owner.js';
import { revisit } from '../../domain/acts/revisit.js';

type Status = 'recorded' | 'open' | 'closed';
type Fact = 'outcome' | 'channel' | 'referred';
const name = { 'zh-CN': '试', en: 'try' };
const row = { name, clause: 'X-1', by: ['staff'] } as const;

export const good = {
  record: recordAct({ ...row, from: [], to: 'recorded', sets: ['channel'] }),
  begin: act({ ...row, from: ['recorded'], toOneOf: ['open', 'closed'], effects: () => ({ to: 'open' }) }),
  close: act({
    ...row,
    from: ['open'],
    to: 'closed',
    sets: ['outcome'],
    effects: () => ({ closes: true, facts: { outcome: 'done' } }),
  }),
  refer: refer(['recorded'], 'closed'),
} satisfies ActTable<Status, Fact>;

export const wrongStatuses = {
  // @ts-expect-error: `from` names no status of the kind
  from: act({ ...row, from: ['opened'] }),
  // @ts-expect-error: `to` names none
  to: act({ ...row, from: ['open'], to: 'close' }),
  // @ts-expect-error: `toOneOf` names none
  toOneOf: act({ ...row, from: ['open'], toOneOf: ['close'] }),
  // @ts-expect-error: a shared row is given a status that the kind has not
  shared: refer(['waiting'], 'closed'),
  // @ts-expect-error: a revisit leads to 'revisited', which the kind has not
  revisit: revisit('X-1', 'open', ['recorded']),
} satisfies ActTable<Status, string>;

// @ts-expect-error: effects lead to a status that the row does not declare
act({ ...row, from: ['open'], toOneOf: ['closed'], effects: () => ({ to: 'open' }) });
// @ts-expect-error: effects lead somewhere, and the row does not say where
act({ ...row, from: ['open'], effects: () => ({ to: 'closed' }) });

export const wrongFacts = {
  // @ts-expect-error: `sets` names no fact of the kind
  sets: act({ ...row, from: ['open'], sets: ['outcom'] }),
  // @ts-expect-error: effects set a fact that the kind has not, beside one that it has
  effects: act({ ...row, from: ['open'], sets: ['outcome'], effects: () => ({ facts: { outcome: '', chanel: '' } }) }),
} satisfies ActTable<Status, Fact>;
