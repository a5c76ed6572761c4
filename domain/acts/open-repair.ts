import { act } from '../deciding/act.js';
import { id, oneOf, words, yesNo } from '../case/fields.js';

/** Who found what is to be repaired. */
export const repairSources = {
  customer: ['客户', 'a customer'],
  department: ['部门', 'a department'],
  patrol: ['巡查', 'a patrol'],
} as const;

/** Who found what the repair of a complaint is for. */
export const repairFromComplaint = { complaint: ['投诉', 'a complaint'] } as const;

/** Of a repair that the system opens: also for a complaint. */
export const anyRepairSource = oneOf(
  '报修来源',
  'Who found it.',
  { ...repairSources, ...repairFromComplaint },
  { optional: true },
);

/** A complaint may open a repair of its own, and waits for how it ends (P-4.3.8: harm is stopped first). */
export const openRepair = act({
  name: { 'zh-CN': '开立维修', en: 'Open a repair' },
  clause: 'P-4.3.8',
  from: ['recorded', 'sorted', 'in-hand'],
  by: ['centre', 'department-head', 'department-staff'],
  fields: {
    repairType: id('维修类型', 'Type of repair, by the rulebook.', { list: 'repairTypes', example: 'electrical' }),
    item: words('维修内容', 'What must be repaired.', { label: 'What must be repaired' }),
    emergency: yesNo('是否紧急', 'Whether the team must be there within 5 minutes (P-4.2.7.2).', { optional: true }),
  },
  effects: ({ input: { repairType, item, emergency = false } }) => ({
    childCases: [
      {
        kind: 'repair',
        input: { channel: 'complaint', source: 'complaint', repairType, emergency, words: { subject: item } },
      },
    ],
  }),
});
