import type { ActRow } from '../act.js';
import type { Link } from '../case.js';
import { refuse } from '../refusal.js';
import { csCentre, tellHandlers } from './any-case.js';

export interface OpenRepairInput {
  repairType: string;
  item: string;
  emergency?: boolean;
}
export interface RepairOpenedInput {
  key: string;
  number: string;
}
export interface RepairOutcomeInput {
  number: string;
  outcome: string;
}

/** A complaint may open a repair of its own, and waits for how it ends (P-4.3.8: harm is stopped first). */
export const ownRepairActs = {
  'open-repair': {
    clause: 'P-4.3.8',
    from: ['recorded', 'sorted', 'in-hand'],
    by: [...csCentre, 'department-head', 'department-staff'],
    check: ({ input, rulebook }) => (Object.hasOwn(rulebook.repairTypes, input.repairType) ? undefined : refuse('bad-input', `No type of repair '${input.repairType}': see the rulebook.`, `没有维修类型“${input.repairType}”，请查看规程。`, 'P-4.2.9.1')),
    effects: ({ state }) => ({ links: [{ key: `repair-${state.links.length + 1}`, relation: 'repair', number: null, state: 'asked' }] }),
  } satisfies ActRow<OpenRepairInput>,
  'repair-opened': {
    clause: 'P-4.3.8',
    from: 'any',
    by: ['desk'],
    effects: ({ input }) => ({ links: [{ key: input.key, relation: 'repair', number: input.number, state: 'open' }] }),
  } satisfies ActRow<RepairOpenedInput>,
  'repair-outcome': {
    clause: 'P-4.3.8',
    from: 'any',
    by: ['desk'],
    check: ({ state, input }) => (repairLink(state.links, input.number) ? undefined : refuse('bad-input', 'That repair was not opened for this complaint.', '该维修并非由此投诉开立。', 'P-4.3.8')),
    effects: ({ state, input }) => ({
      links: [{ ...repairLink(state.links, input.number)!, state: 'ended', outcome: input.outcome }],
      notices: [tellHandlers(state, 'inform', 'P-4.3.8', '维修已有结果', 'The repair has an outcome')],
      also: [{ number: input.number, act: 'outcome-told', input: { number: state.number } }],
    }),
  } satisfies ActRow<RepairOutcomeInput>,
} as const;

function repairLink(links: Link[], number: string): Link | undefined {
  return links.find((link) => link.relation === 'repair' && link.number === number);
}
