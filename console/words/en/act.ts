import type { Words } from '../zh.js';

export const act: Words['act'] = {
  file: 'File',
  addFile: 'Add photos or papers',
  standardAnswers: 'Standard answers',
  noStandardAnswer: 'No standard answer fits.',
  putIn: (field) => `Put into “${field}”`,
  usedAnswers: (n) => `${n} used: on record when this is sent.`,
  noneUsed: 'None was used',
  missing: 'Please fill this in.',
  happenedBefore: 'It happened before now?',
  happenedAt: 'When it happened',
  happenedAtHelp: 'Left out: now.',
  movedOn:
    'Meanwhile the case has moved on. What you wrote is still here: look at what is new, then decide whether to send it.',
  movedOnSeen: 'I have seen it',
  wouldHappen: 'When you send this:',
  wouldBeRefused: 'This would be refused now:',
  wouldBreak: 'This would be on record as breaking a rule:',
  told: 'Told:',
  and: ', ',
  changes: {
    started: 'begins',
    asked: 'more time asked for',
    late: 'has run out',
    met: 'met',
    moved: 'moved',
    stopped: 'ends',
    paused: 'paused',
    resumed: 'goes on',
    kept: 'stays',
  },
};
