// A way through every duty and every plan that a rulebook lists: what a new entry of a list needs is nothing.
import { dutiesOf, type DutyRule } from '../../../domain/rulebook/duties.js';
import { planItemsOf, plansOf, type PlanPhase } from '../../../domain/rulebook/plans.js';
import type { Rulebook } from '../../../domain/rulebook/rulebook.js';
import type { ActPath } from './way.js';

const meter = 'm-20417';

/** Each duty done, sent back, done again and signed off; excused where that ends it. */
export function dutyPaths(rulebook: Rulebook): ActPath[] {
  return Object.entries(dutiesOf(rulebook)).map(([duty, rule]) => {
    if (rule.minRetention)
      return [
        ['desk', 'record', { duty, words: {}, meter }],
        ['', 'wait', { ...rule.minRetention }],
        ['', 'release', { meter, to: 'stock' }],
      ];
    const started: ActPath = [
      ['desk', 'record', { duty, words: {} }],
      ...(rule.stages ?? []).map((stage): ActPath[number] => ['', 'pass-stage', { stage }]),
    ];
    const put = (how: string): ActPath =>
      rule.exceptions ? [['', 'except-one', { reference: 'a-300112', how, told: true, reason: '家中无人' }]] : [];
    const moved: ActPath = rule.reschedulable
      ? [['', 'move', { movedTo: '2026-12-01T01:00:00.000Z', toldBeforehand: true, reason: '停电检修' }]]
      : [];
    const done: ActPath = [['', 'report', found(rule)]];
    const end: ActPath = rule.signOff ? [['', 'send-back', { reason: '数据不全' }], ...done, ['', 'sign-off']] : [];
    return [...started, ...put('later'), ...put('provisional'), ...moved, ...done, ...end];
  });
}

function found({ requiredFields: asks = [], secret, minCount: atLeast = 100 }: DutyRule): Record<string, unknown> {
  const all = { findings: '已完成', count: atLeast, files: ['f1'], drill: 'XX-2026-000777' };
  return Object.fromEntries(
    Object.entries(all).filter(
      ([name]) => asks.includes(name as (typeof asks)[number]) && !(secret && name === 'findings'),
    ),
  );
}

/** Each plan from the alarm, or the warning of it, to the lessons; the same as a drill. */
export function emergencyPaths(rulebook: Rulebook): ActPath[] {
  return Object.keys(plansOf(rulebook)).flatMap((plan) =>
    [true, false].flatMap((drill) => [foreseen(rulebook, plan, drill), course(rulebook, plan, drill)]),
  );
}

const starting = (plan: string, more: object): ActPath => [
  ['', 'record', { channel: 'phone', plan, words: { subject: '突发事件', place: '3号楼' }, ...more }],
];

function course(rulebook: Rulebook, plan: string, drill: boolean): ActPath {
  const calling: ActPath = drill ? [] : [['', 'call-outside', { service: '119' }]];
  return [
    ...starting(plan, { drill }),
    ['', 'take-charge'],
    ...calling,
    ...ticks(rulebook, plan, 'response'),
    ['', 'stand-down', { words: '已解除' }],
    ['', 'recover', { words: '已恢复' }],
    ...ticks(rulebook, plan, 'recovery'),
    ['', 'report', { words: '经过' }],
    ...ticks(rulebook, plan, 'prevention'),
    ['', 'review', { lessons: '教训' }],
  ];
}

function foreseen(rulebook: Rulebook, plan: string, drill: boolean): ActPath {
  return [
    ...starting(plan, { drill, warning: true }),
    ['', 'take-charge'],
    ...ticks(rulebook, plan, 'warning'),
    ['', 'begin'],
  ];
}

function ticks(rulebook: Rulebook, plan: string, phase: PlanPhase): ActPath {
  return Object.entries(planItemsOf(rulebook))
    .filter(([, item]) => item.phase === phase && item.plans.includes(plan))
    .map(([item]) => ['', 'tick', { item }]);
}
