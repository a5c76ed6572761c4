import type { Words } from '../zh.js';

export const operations: Words['operations'] = {
  title: 'Operations',
  alarms: 'Alarms',
  alarmsAbout:
    'What the engine and the ledger have found amiss with each other. No figure counts it. Look at the history of the case.',
  noAlarms: 'Nothing is amiss',
  missingClock: 'Clock missing',
  refusedSignal: 'Signal refused',
  clock: (rule, clause) => `The clock '${rule}' (${clause}) is missing though its rule asks for it.`,
  signal: (name, why) => `Somebody with a line to the engine has sent '${name}': ${why}.`,
  reasons: {
    unreadable: 'nobody can read it',
    'not-of-the-ledger': 'it claims to be of the ledger, and is not',
    'role-may-not': 'an operator of the engine may not do that',
    'bad-input': 'it asks for nothing that could be meant',
    'unknown-act': 'there is no such act',
  },
};
