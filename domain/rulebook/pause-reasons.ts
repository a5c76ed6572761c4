import type { Text } from '../text.js';
import type { Rulebook } from './rulebook.js';

/** Why nobody has custody, where no rule of a clock says it. */
export const waitingNames: Readonly<Record<string, Text>> = {
  'nothing-to-do': { 'zh-CN': '无待办事项', en: 'nothing to do' },
  paused: { 'zh-CN': '暂停计时', en: 'paused' },
};

/**
 * What people call the reason of a pause, or why nothing was to do: on record it stands in English, as the rule of the
 * clock had it. As it is where no rule of the rulebook has it.
 */
export function waitingName(reason: string, { kinds }: Pick<Rulebook, 'kinds'>): Text {
  const known = Object.values(kinds)
    .flatMap(({ clocks }) => clocks)
    .find(({ pause }) => pause?.reason.en === reason)?.pause?.reason;
  return known ?? waitingNames[reason] ?? { 'zh-CN': reason, en: reason };
}
