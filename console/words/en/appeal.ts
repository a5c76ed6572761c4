import type { appeal as zh } from '../zh/appeal.js';

export const appeal: typeof zh = {
  responsible: 'Responsibility',
  late: (time) => `${time} late`,
  share: (time) => `of it ${time}`,
  points: (n) => (n === 1 ? '1 point' : `${n} points`),
  begin: 'Appeal',
  about:
    'If this lateness was not your doing or that of your department, say why. Whom the rulebook names decides; what was counted stays on record.',
  still: 'This deadline has not ended yet: one appeals once it has.',
  forWhom: 'For whom',
  myself: 'myself',
  reason: 'Why it was not their doing',
  reasonHelp: 'What held it up: parts did not arrive, the customer asked for another day.',
  made: (number) => `Appeal ${number} is made`,
  on: 'Appeals so far',
};
