import type { Effects } from '../deciding/effects.js';
import { yesNo } from '../case/fields.js';

/** H-6: staff who come to a home show their papers. */
export const identityPapersField = {
  papersShown: yesNo('已出示证件', 'Whether the person who came has shown their papers (H-6).'),
};

/** Recorded at arrival. Papers that were not shown are a violation, and the rulebook says who is notified. */
export function identityPapersEffects({ papersShown }: { papersShown: boolean }): Effects<never, 'papersShown'> {
  if (papersShown) return { facts: { papersShown } };
  return {
    facts: { papersShown: false },
    milestones: ['papers-not-shown'],
    violations: [{ clause: 'H-6', code: 'papers-not-shown' }],
  };
}
