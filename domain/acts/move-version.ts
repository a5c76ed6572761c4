import { act } from '../deciding/act.js';
import type { ClockState } from '../case/case.js';
import { id, number, words } from '../case/fields.js';
import { writtenVersion } from '../rulebook/holidays.js';
import { recountClocks, recountNotices } from '../clocks/recount.js';
import { refuse } from '../refusal.js';
import type { Text } from '../text.js';

const clause = 'X-1';

/**
 * A running case goes on under another version of its rulebook, because somebody has ordered it (`order`) or a
 * holiday table was published (`holidayYear`). Its clocks are counted again. Original deadlines and breaches stay on record,
 * and the people responsible for a clock that moves are notified.
 */
export const moveVersion = act({
  name: { 'zh-CN': '转用规程的另一版本', en: 'Move to another version' },
  clause,
  from: 'open',
  by: ['desk'],
  fields: {
    version: words('版本', 'The version, with its editions of holiday tables.', { max: 100 }),
    order: id('指令', 'The order it is done by.'),
    reason: words('原因', 'Why.'),
  },
  more: {
    holidayYear: number('节假日年份', 'The year whose holidays were published, where that is why.', {
      min: 1970,
      max: 2200,
      optional: true,
    }),
  },
  check: ({ state, input, rulebook, targetRulebook }) => {
    if (input.version === state.version)
      return refuse('already-done', 'The case is under that version already.', '案件已适用该版本。', clause);
    if (!targetRulebook)
      return refuse('unknown-rulebook', 'Its rulebook has no such version.', '该规程没有此版本。', clause);
    if (!targetRulebook.kinds[state.kind])
      return refuse(
        'unknown-kind',
        `That version has no kind '${state.kind}': the case stays under its own.`,
        '该版本没有此类案件，案件仍适用原版本。',
        clause,
      );
    if (state.tier && !targetRulebook.tiers.some(({ id: tier }) => tier === state.tier))
      return refuse(
        'bad-input',
        `That version has no tier '${state.tier}': the case stays under its own.`,
        `该版本没有等级“${rulebook.tiers.find(({ id }) => id === state.tier)?.name['zh-CN'] ?? state.tier}”，案件仍适用原版本。`,
        clause,
      );
    if (state.department && !targetRulebook.departments[state.department])
      return refuse(
        'bad-input',
        `That version has no department '${state.department}': the case stays under its own.`,
        `该版本没有部门“${rulebook.departments[state.department]?.['zh-CN'] ?? state.department}”，案件仍适用原版本。`,
        clause,
      );
    return undefined;
  },
  effects: ({ state, input, at, rulebook, targetRulebook }) => {
    const moved = recountClocks(state, at, rulebook, targetRulebook!);
    const version = writtenVersion(targetRulebook!.version);
    const why: Text =
      input.holidayYear === undefined
        ? {
            en: `the case goes on under version ${version} (${input.reason})`,
            'zh-CN': `案件改按 ${version} 版规程办理（${input.reason}）`,
          }
        : {
            en: `because the holidays of ${input.holidayYear} were published`,
            'zh-CN': `因 ${input.holidayYear} 年节假日安排已公布`,
          };
    return {
      version: targetRulebook!.version,
      clocks: moved.map(({ clock }) => clock).filter((clock) => !state.clocks.some((item) => sameClock(item, clock))),
      notices: moved.flatMap((item) => recountNotices(item, why, targetRulebook!.timeZone, state)),
    };
  },
});

/** Text can be compared, because both are built with their fields in the same order. */
function sameClock(one: ClockState, other: ClockState): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
