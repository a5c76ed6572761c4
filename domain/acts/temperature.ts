import { act, type ActContext } from '../deciding/act.js';
import type { Effects } from '../deciding/effects.js';
import { files, id, number, words, type InputOf } from '../case/fields.js';
import { refuse, type Refusal } from '../refusal.js';
import { identityPapersField, identityPapersEffects } from './identity-papers.js';

const clause = 'H-5a';
const fields = {
  roomDegrees: number('室温（℃）', 'What was measured in the room, in °C.', {
    label: 'Room temperature (°C)',
    min: -40,
    max: 60,
  }),
  standard: id('适用标准', 'The standard it is held against, by the rulebook.', {
    list: 'standards',
    example: 'living-room',
  }),
  where: words('测温位置', 'Which room, and where in it.', { label: 'Where measured', max: 200 }),
  photos: files('测温照片', 'Photos of the thermometer.', {
    label: 'Photos of the thermometer',
    max: 10,
    optional: true,
  }),
};
type MeasureContext = ActContext<InputOf<typeof fields>>;
export const measureFacts = ['roomDegrees', 'standardDegrees', 'belowStandard'] as const;
const row = {
  name: { 'zh-CN': '登记测温', en: 'Enter a temperature record' },
  clause,
  by: ['inspector', 'crew'],
  brings: ['below-standard', 'at-standard'],
  sets: measureFacts,
};

/**
 * A temperature record (测温记录): what was measured against the standard of the rulebook's list `standards` (`degrees`, in
 * °C). Below it the repair goes on, at or above it is explained to the user. Facts hold the figures; where in the home
 * stays in the entry.
 */
export function measureTemperature<const S extends string>(from: readonly S[]) {
  return act({
    ...row,
    from,
    fields,
    effects: measured,
  });
}

/** A temperature record that is a visit of its own, with papers (H-6). */
export function measureTemperatureOnVisit<const S extends string>(from: readonly S[]) {
  return act({
    ...row,
    from,
    fields: { ...fields, ...identityPapersField },
    brings: [...row.brings, 'papers-not-shown'],
    sets: [...row.sets, 'papersShown'],
    effects: (context) => {
      const [papers, record] = [identityPapersEffects(context.input), measured(context)];
      return {
        ...papers,
        facts: { ...papers.facts, ...record.facts },
        milestones: [...(papers.milestones ?? []), ...(record.milestones ?? [])],
      };
    },
  });
}

function measured({ input, rulebook }: MeasureContext): Effects<never, (typeof measureFacts)[number]> {
  const standardDegrees = rulebook.lists?.['standards']?.[input.standard]?.['degrees'];
  if (typeof standardDegrees !== 'number')
    throw new Error(`Rulebook ${rulebook.name} gives no degrees for the standard ${input.standard}.`);
  const belowStandard = input.roomDegrees < standardDegrees;
  return {
    facts: { roomDegrees: input.roomDegrees, standardDegrees, belowStandard },
    milestones: [belowStandard ? 'below-standard' : 'at-standard'],
  };
}

/** What is explained was measured first, in this round, and is not below standard. */
export function explainProblem({ state }: ActContext): Refusal | undefined {
  if (state.marks['measure']?.round !== state.round)
    return refuse(
      'missing-step',
      'Measure the room first (measure): what is at the standard is explained, what is below is repaired.',
      '请先测温：达标的向用户解释，不达标的继续维修。',
      clause,
    );
  if (state.facts['belowStandard'] !== true) return undefined;
  return refuse(
    'missing-step',
    `The room was measured below the standard of ${String(state.facts['standardDegrees'])} °C: the repair goes on.`,
    `室温低于标准 ${String(state.facts['standardDegrees'])} ℃，须继续维修。`,
    clause,
  );
}
