import { act } from '../act.js';
import type { Link } from '../case.js';
import { caseNumber, id, words, yesNo } from '../fields.js';
import { refuse } from '../refusal.js';
import { tellHandlers } from './any-case.js';

const repairNumber = caseNumber('维修编号', 'Number of the repair.');

/** A complaint may open a repair of its own, and waits for how it ends (P-4.3.8: harm is stopped first). */
export const ownRepairActs = {
  'open-repair': act({
    name: { 'zh-CN': '开立维修', en: 'Have a repair opened for the complaint' },
    clause: 'P-4.3.8',
    from: ['recorded', 'sorted', 'in-hand'],
    by: ['centre', 'department-head', 'department-staff'],
    fields: {
      repairType: id('维修类型', 'Type of repair, by the rulebook.', { list: 'repairTypes', example: 'electrical' }),
      item: words('维修内容', 'What must be repaired.'),
      emergency: yesNo('是否紧急', 'Whether the team must be there within 5 minutes (P-4.2.7.2).', { optional: true }),
    },
    effects: ({ state }) => ({ links: [{ key: `repair-${state.links.length + 1}`, relation: 'repair', number: null, state: 'asked' }] }),
  }),
  'repair-opened': act({
    name: { 'zh-CN': '维修已开立', en: 'Enter that the repair is opened' },
    clause: 'P-4.3.8',
    from: 'any',
    by: ['desk'],
    fields: { key: id('链接', 'The link of the case that asked for it.'), number: repairNumber },
    effects: ({ input }) => ({ links: [{ key: input.key, relation: 'repair', number: input.number, state: 'open' }] }),
  }),
  'repair-outcome': act({
    name: { 'zh-CN': '维修已有结果', en: 'Enter how the repair ended' },
    clause: 'P-4.3.8',
    from: 'any',
    by: ['desk'],
    fields: { number: repairNumber, outcome: id('结果', 'How it ended.') },
    check: ({ state, input }) => (repairLink(state.links, input.number) ? undefined : refuse('bad-input', 'That repair was not opened for this complaint.', '该维修并非由此投诉开立。', 'P-4.3.8')),
    effects: ({ state, input, rulebook }) => ({
      links: [{ ...repairLink(state.links, input.number)!, state: 'ended', outcome: input.outcome }],
      notices: [tellHandlers({ state, rulebook }, 'inform', 'P-4.3.8', '维修已有结果', 'The repair has an outcome')],
      also: [{ number: input.number, act: 'outcome-told', input: { number: state.number } }],
    }),
  }),
} as const;

function repairLink(links: Link[], number: string): Link | undefined {
  return links.find((link) => link.relation === 'repair' && link.number === number);
}
