import { clockFigures, type GeneratedClock } from './generated-clocks.js';
import type { ClockRule } from './clock-rule.js';
import type { KindRules, NotifyRule } from './kind-rules.js';
import type { ListEntry, Rulebook } from './rulebook.js';
import type { Text } from '../text.js';

/** The phases of a plan, and what begins each. */
export const planPhases = {
  warning: 'warning-begins',
  response: 'response-begins',
  recovery: 'recovery-begins',
  prevention: 'prevention-begins',
} as const;
export type PlanPhase = keyof typeof planPhases;

/** A plan of the rulebook (`lists.plans`). */
export interface PlanRule extends ListEntry {
  clause: string;
}

/** One thing on the checklist of plans (`lists.planItems`): in which phase, who, within how long. */
export interface PlanItem extends Pick<
  ClockRule,
  'clause' | 'house' | 'who' | 'limit' | 'calendar' | 'warn' | 'escalation' | 'reminder'
> {
  name: Text;
  plans: string[];
  phase: PlanPhase;
}

export function plansOf({ lists }: Pick<Rulebook, 'lists'>): Record<string, PlanRule> {
  return (lists?.['plans'] ?? {}) as Record<string, PlanRule>;
}

export function planItemsOf({ lists }: Pick<Rulebook, 'lists'>): Record<string, PlanItem> {
  return (lists?.['planItems'] ?? {}) as unknown as Record<string, PlanItem>;
}

/** A clock for each thing on the checklists. */
export function planClocks(rulebook: Pick<Rulebook, 'lists'>): GeneratedClock[] {
  return Object.entries(planItemsOf(rulebook)).map(([id, item]) => {
    const { clause, name, who, plans, phase } = item;
    const stop = phase === 'warning' || phase === 'response' ? ['false-alarm', 'stand-down'] : ['false-alarm'];
    return {
      clock: {
        ...clockFigures(item),
        id,
        clause,
        name,
        who,
        when: { plan: plans },
        start: [planPhases[phase]],
        until: [`ticked:${id}`],
        stop,
      },
      path: ['lists', 'planItems', id],
    };
  });
}

const drillName = (text: Text): Text => ({ 'zh-CN': `【演练】${text['zh-CN']}`, en: `Drill: ${text.en}` });

/**
 * Every clock and notice of an emergency twice: for the event and, marked as such, for a drill. Those that say which of
 * the two they are for stay as they are.
 */
export function withDrills(rules: KindRules): KindRules {
  const isOf =
    (drill: boolean) =>
    <T extends ClockRule | NotifyRule>(rule: T): T => ({ ...rule, when: { ...rule.when, drill } });
  const twice = <T extends ClockRule | NotifyRule>(rule: T, marked: (rule: T) => T): T[] =>
    rule.when && 'drill' in rule.when ? [rule] : [isOf(false)(rule), marked(isOf(true)(rule))];
  return {
    ...rules,
    clocks: rules.clocks.flatMap((clock) =>
      twice(clock, (copied) => ({ ...copied, id: `drill-${copied.id}`, name: drillName(copied.name) })),
    ),
    notifyRules: rules.notifyRules.flatMap((rule) =>
      twice(rule, (copied) => ({ ...copied, text: drillName(copied.text) })),
    ),
  };
}
