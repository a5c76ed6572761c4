import { repairSources } from '../acts/open-repair.js';
import { revisitOutcomes } from '../acts/revisit.js';
import { complaintFields } from '../acts/shared-fields.js';
import { subjectFields } from '../acts/subject-fields.js';
import { voltageLevels } from '../acts/voltage.js';
import { fieldLabel } from '../case/field-label.js';
import { valueTexts, type ActField, type ValueNames } from '../case/fields.js';
import type { Text } from '../text.js';
import { releaseTargets } from './duty.js';
import { helpOutcomes } from './help-request.js';
import { reportReceivers } from './report.js';

/** What is known of a case, as a reader sees it. `list`: the list of the rulebook its value is from. */
export interface FactName {
  type: ActField['type'];
  label: Text;
  list?: string;
  valueNames?: Readonly<Record<string, Text>>;
}

function fact(type: FactName['type'], zh: string, en: string, more: Pick<FactName, 'list'> = {}): FactName {
  return { type, label: { 'zh-CN': zh, en }, ...more };
}

function coded(zh: string, en: string, names: ValueNames): FactName {
  return { ...fact('one-of', zh, en), valueNames: valueTexts(names) };
}

/** The fact that a field of the same name sets. */
export function factOfField(name: string, field: ActField): FactName {
  const { type, list, valueNames } = field;
  return { type, label: fieldLabel(name, field), ...(list ? { list } : {}), ...(valueNames ? { valueNames } : {}) };
}

const fromComplaint = { complaint: ['投诉', 'a complaint'] } as const;

/** How a case ended. */
const outcomes = {
  handled: ['已办理', 'handled'],
  withdrawn: ['客户撤回', 'withdrawn'],
  joined: ['并入其他案件', 'joined to another case'],
  nuisance: ['骚扰来电', 'nuisance call'],
  'wrong-number': ['打错电话', 'wrong number'],
  silent: ['无声电话', 'silent call'],
  turned: ['转为其他种类', 'turned into another kind'],
  referred: ['已转介', 'referred'],
  served: ['已办理', 'served'],
  'turned-away': ['未能受理', 'turned away'],
  answered: ['已答复', 'answered'],
  adopted: ['已采纳', 'adopted'],
  'not-adopted': ['未采纳', 'not adopted'],
  completed: ['已办结', 'completed'],
  refused: ['不予办理', 'refused'],
  cancelled: ['已取消', 'cancelled'],
  upheld: ['申诉成立', 'upheld'],
  dismissed: ['申诉不成立', 'dismissed'],
  'false-alarm': ['误报', 'false alarm'],
  drilled: ['演练完毕', 'drilled'],
  explained: ['已解释', 'explained'],
  done: ['已完成', 'done'],
  'not-done': ['未完成', 'not done'],
  'restored-with-outage': ['随停电恢复', 'restored with the outage'],
  'restored-unconfirmed': ['已恢复，客户未确认', 'restored, not confirmed'],
} as const;

/**
 * Facts that no field of an act that sets them says, or of which a field says something else; with its kind before it
 * where one kind alone understands it so (`outage.voltage`).
 */
export const factNames: Readonly<Record<string, FactName>> = {
  about: factOfField('about', subjectFields.about),
  aboutPerson: factOfField('aboutPerson', complaintFields.aboutPerson),
  aboutUnit: factOfField('aboutUnit', subjectFields.aboutUnit),
  accepted: fact('yes-no', '已接单', 'Work taken'),
  agreedAt: fact('instant', '约定时间', 'Agreed time'),
  amountCents: fact('cents', '报价金额', 'Amount quoted'),
  appellant: fact('person', '申诉人', 'Who appeals'),
  assigned: fact('yes-no', '已指定责任部门', 'Department decided'),
  assignee: fact('person', '派给', 'Given to'),
  belowStandard: fact('yes-no', '低于标准', 'Below the standard'),
  byCompany: fact('yes-no', '由企业提出', 'Started by the company'),
  calledOutside: fact('ids', '已联系单位', 'Services called'),
  callsAtRestore: fact('number', '恢复时的报修数', 'Calls when it was restored'),
  charged: fact('yes-no', '有偿', 'Paid service'),
  conductProven: fact('yes-no', '是否查实', 'Proven'),
  confirmAttempts: fact('number', '确认次数', 'Attempts to confirm'),
  confirmedCents: fact('cents', '客户确认金额', 'Amount confirmed'),
  correctionCents: fact('cents', '退补电费', 'Correction of the bill'),
  customerTime: fact('instant', '客户要求时限', "Customer's own time"),
  damage: coded('损坏情况', 'Damage', { open: ['待处理', 'to be settled'], settled: ['已处理', 'settled'] }),
  decidedBy: fact('person', '决定人', 'Decided by'),
  delayed: fact('yes-no', '因天气等延误', 'Delayed by weather'),
  dueCents: fact('cents', '应收金额', 'Amount due'),
  exceptions: fact('number', '例外数', 'Exceptions'),
  explained: fact('yes-no', '已有对外说明', 'Reason stated'),
  failures: fact('number', '未通过次数', 'Times not passed'),
  filedAs: fact('id', '归档类别', 'Filed as', { list: 'categories' }),
  goesUp: fact('yes-no', '须上报', 'Goes up to the leader'),
  handedBack: fact('number', '退回次数', 'Times handed back'),
  'heating-repair.source': coded('报修来源', 'Source', { user: ['用户', 'the user'], ...fromComplaint }),
  helpOutcome: coded('结果', 'How far it was met', helpOutcomes),
  importedAt: fact('instant', '导入时间', 'Imported at'),
  importedFrom: fact('words', '导入来源', 'Imported from'),
  inCharge: coded('转递给', 'Passed on to', reportReceivers),
  instructed: fact('yes-no', '领导已批示', 'Leader has instructed'),
  joinedTo: fact('case', '并入停电', 'Joined to the outage'),
  keepUntil: fact('instant', '保管至', 'Kept until'),
  major: fact('yes-no', '大修', 'Major repair'),
  medical: fact('yes-no', '急救病人', 'Medical'),
  needsCrew: fact('yes-no', '需抢修班到场', 'Needs a crew'),
  ofCase: fact('case', '申诉的案件', 'Case appealed against'),
  ofClause: fact('id', '条款', 'Clause'),
  ofDay: fact('date', '逾期日', 'Day it was late'),
  ofDepartment: fact('id', '当时的部门', 'Department then', { list: 'departments' }),
  ofPerson: fact('person', '当时的责任人', 'Person then'),
  ofPoints: fact('number', '扣分', 'Points'),
  'outage.voltage': fact('id', '电压等级', 'Voltage', { list: 'voltages' }),
  outageEndsAt: fact('instant', '预计恢复时间', 'Expected end of the outage'),
  outcome: coded('办理结果', 'Outcome', outcomes),
  owner: fact('person', '首问责任人', 'Owner'),
  paidCents: fact('cents', '已收金额', 'Amount paid'),
  passed: fact('yes-no', '已转办', 'Passed on'),
  passedOn: fact('yes-no', '已转报修', 'Passed on as a repair'),
  period: fact('words', '周期', 'Period'),
  plan: fact('id', '预案', 'Plan', { list: 'plans' }),
  plannedBefore: fact('number', '本年计划停电次数', 'Planned outages this year'),
  promised: fact('yes-no', '已有承诺', 'Promised already'),
  proposedTier: fact('id', '建议等级', 'Tier proposed', { list: 'tiers' }),
  rating: fact('number', '客户评分', "Customer's score"),
  reachable: fact('yes-no', '可联系客户', 'Customer can be reached'),
  referred: fact('yes-no', '已转介', 'Referred'),
  releasedTo: coded('去向', 'Released to', releaseTargets),
  'repair.source': coded('报修来源', 'Source', { ...repairSources, ...fromComplaint }),
  replyForm: fact('id', '回复方式', 'Form of the reply', { list: 'replyForms' }),
  reportMonth: fact('words', '报告月份', 'Month of the report'),
  reprisal: factOfField('reprisal', subjectFields.reprisal),
  reopened: fact('number', '重新办理次数', 'Times taken up again'),
  residentialPayment: fact('yes-no', '居民收费业务', 'Payment by a resident'),
  revisitAttempts: fact('number', '回访次数', 'Attempts to revisit'),
  revisitBy: fact('person', '回访人', 'Who revisits'),
  revisitChannel: fact('id', '回访方式', 'Channel of the revisit', { list: 'channels' }),
  revisitDue: fact('yes-no', '须回访', 'Revisit due'),
  revisitOutcome: coded('回访结果', 'Outcome of the revisit', {
    ...revisitOutcomes,
    unreached: ['多次未接通', 'not reached'],
  }),
  revisitWhy: coded('回访原因', 'Why revisited', {
    late: ['曾逾期', 'it was late'],
    'came-back': ['再次受理', 'it has come back'],
    'of-its-sort': ['此类必回访', 'its sort always is'],
    'by-number': ['抽样', 'drawn by the sample'],
  }),
  rewardCents: fact('cents', '奖励金额', 'Reward'),
  secret: fact('yes-no', '涉密', 'Secret'),
  shielded: fact('yes-no', '举报人受保护', 'Informer protected'),
  splitFrom: fact('case', '已从停电分出', 'Split from the outage'),
  stagesLeft: fact('ids', '剩余环节', 'Stages left', { list: 'applicationStages' }),
  standardDegrees: fact('number', '标准室温（℃）', 'Standard temperature (°C)'),
  testPayer: coded('检定费承担方', 'Who pays the test', {
    customer: ['客户', 'the customer'],
    company: ['供电企业', 'we'],
  }),
  timesRaised: fact('number', '反映次数', 'Times raised'),
  voltageLevel: coded('供电电压等级', 'Voltage level', voltageLevels),
  voltageVerdict: coded('电压判定', 'Verdict on the voltage', {
    within: ['合格', 'within the limits'],
    outside: ['不合格', 'outside the limits'],
    'not-judged': ['不判定', 'not judged'],
  }),
};

/** Facts for the rules and the engine alone: nobody reads them. */
export const internalFacts: ReadonlySet<string> = new Set([
  'alarms',
  'assigneeWhy',
  'closedFrom',
  'course',
  'customerKey',
  'decider',
  'deciders',
  'declinedAtTimes',
  'erasedUpTo',
  'gaveBack',
  'hadIt',
  'lifts',
  'ofArea',
  'ofClock',
  'ofEndDay',
  'ofKind',
  'ofMajor',
  'ofRole',
  'ofRule',
  'ofTier',
  'ofWhose',
  'teamWhy',
  'typedTimes',
  'unmaskedBy',
]);
