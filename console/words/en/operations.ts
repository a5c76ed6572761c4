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
  heads: 'Heads over the record',
  headsAbout:
    'Once a day all cases are signed together. Kept where nobody here can alter it, a head shows later what was changed behind the desk: npm run verify -- --heads FILE.',
  noHeads: 'No head yet',
  noHeadsAdvice: 'The worker signs the first one when it has a key (HEAD_KEY_FILE).',
  exported: 'Exported',
  notExported: 'In the database only',
  cases: (count) => `${count} cases`,
  reasons: {
    unreadable: 'nobody can read it',
    'not-of-the-ledger': 'it claims to be of the ledger, and is not',
    'role-may-not': 'an operator of the engine may not do that',
    'bad-input': 'it asks for nothing that could be meant',
    'unknown-act': 'there is no such act',
  },
};
