import type { operations as zh } from '../zh/operations.js';

export const operations: typeof zh = {
  title: 'Operations',
  version: (version) => `Version ${version}`,
  readAt: 'read',
  health: 'How the desk is',
  allFine: 'Every part works.',
  notFine: (count) => (count === 1 ? 'One part needs a look.' : `${count} parts need a look.`),
  notRead: 'How the desk is cannot be read now: this is what was read last.',
  states: { fine: 'fine', late: 'late', down: 'down' },
  since: 'since',
  lastBeat: 'last sign of life',
  lastHead: 'last signed',
  parts: {
    engine: 'Workflow engine',
    worker: 'Worker',
    outbox: 'Acts the engine is told of',
    moments: 'Moments of deadlines',
    deliveries: 'Mail, SMS and chat',
    heads: 'Heads over the record',
    files: 'Files',
    database: 'Database',
  },
  says: {
    engine: {
      fine: 'It answers.',
      late: '',
      down: 'It does not answer. Acts go on record all the same, and the worker enters what is due by itself.',
    },
    worker: {
      fine: (count) => (count === 1 ? 'One attends to the cases.' : `${count} attend to the cases.`),
      down: 'None attends to the cases: nothing that is due is entered, and nothing is sent.',
    },
    outbox: {
      fine: (count) => (count === 0 ? 'Nothing waits to be told.' : `${count} acts are being told.`),
      other: (count) => (count === 1 ? 'One act was not told yet.' : `${count} acts were not told yet.`),
    },
    moments: {
      fine: 'Nothing that is due waits to be entered.',
      other: (count) =>
        count === 1
          ? 'One case has a moment that nobody has entered for more than a minute.'
          : `${count} cases have a moment that nobody has entered for more than a minute.`,
    },
    deliveries: {
      fine: 'What was to be sent was sent.',
      other: (waiting, failed) =>
        [
          ...(waiting > 0 ? [`${waiting} wait for more than ten minutes`] : []),
          ...(failed > 0 ? [`${failed} reached nobody`] : []),
        ].join(', ') + '.',
    },
    heads: {
      fine: 'Signed each day, and taken out of the database.',
      none: 'None was signed yet.',
      old: 'None was signed for more than 26 hours.',
      inside: 'The last one lies in the database only.',
    },
    files: { fine: 'They can be kept.', down: 'Nothing can be written: photos and papers cannot be handed in.' },
    database: { fine: 'It answers.', size: (size) => `It answers, and takes ${size}.` },
  },
  todo: {
    engine: 'See whether the Temporal server runs, and whether TEMPORAL_ADDRESS is right.',
    worker: 'Start it; where it runs, its log says what stops it.',
    outbox: 'It empties by itself once engine and worker are there; afterwards npm run reconcile.',
    moments:
      'Start the worker; the log of one that runs names the cases it cannot enter. npm run verify tells whether they are whole.',
    deliveries: 'Why stands below, under Notices that reached nobody: mend the cause, then resend them.',
    heads: 'The worker needs HEAD_KEY_FILE; how heads are taken out stands under Heads in the operations guide.',
    files: 'See whether the disk of FILES_DIR is full, and whether it can be written.',
    database: '',
  },
  lateness: 'How punctually moments were entered (last hour)',
  latenessNone: 'Nothing came due within the last hour.',
  latenessSays: (moments, median, worst) =>
    `${moments} moments: half of them within ${median}, the latest after ${worst}.`,
  seconds: (ms) => (ms < 950 ? `${(ms / 1_000).toFixed(1)} s` : `${Math.round(ms / 1_000)} s`),
  backup: 'Backup',
  lastBackup: 'Last backup:',
  backupSays: (some) =>
    `${some ? 'No backup for more than 26 hours.' : 'There is no backup yet.'} Run npm run backup -- DIR every day and try to restore it on another machine; backups made by other means are not known here.`,
  failed: 'Notices that reached nobody',
  failedAbout:
    'Neither mail, SMS or chat took them, nor were they read in the inbox. What they say and where they go is not shown here.',
  noFailed: 'Every notice has reached somebody',
  noFailedAdvice:
    'Notices that a channel refuses, or does not take after many tries, are listed here: mend the cause and resend them.',
  noRetrying: 'Nothing is being tried again',
  retrying: 'Tried again',
  retryingAbout: 'The channel is away for now: they are tried again by themselves.',
  show: 'Show',
  unsent: 'Not delivered',
  channels: { mail: 'mail', chat: 'chat', sms: 'SMS' },
  noticeKinds: {
    inform: 'to know',
    warn: 'warning before due',
    breach: 'late',
    escalate: 'up the chain',
    urge: 'reminder',
    approve: 'to approve',
    decided: 'what was decided',
    propose: 'work offered',
    violation: 'violation',
    unheld: 'nobody on duty',
    step: 'progress, to the customer',
  },
  reasonGroup: (channel, reason, count) => `${channel}: ${reason} (${count})`,
  toCustomers: (count) => `${count} of them to customers`,
  resendAll: 'Resend all',
  resendAllTitle: (count) => (count === 1 ? 'Resend one notice?' : `Resend ${count} notices?`),
  resendAllAbout: (customers) =>
    `What has gone out meanwhile, or was read, is not sent.${
      customers > 0
        ? ` ${customers} go to customers, in the hours in which they may be disturbed; staff may have called them already.`
        : ''
    }`,
  resendOne: 'Resend',
  resendOneOf: (number) => `Resend: ${number}`,
  resending: (resent, later, leftOut, more) =>
    [
      resent === 1 ? 'One notice is resent' : `${resent} notices are resent`,
      ...(later > 0 ? [`${later} of them once their recipients may be disturbed`] : []),
      ...(leftOut > 0 ? [`${leftOut} went out or were read meanwhile`] : []),
      ...(more ? ['there are more: press once more'] : []),
    ].join(', ') + '.',
  customer: 'the customer',
  when: 'When',
  whichCase: 'Case',
  whom: 'To',
  what: 'Notice',
  why: 'Why not',
  tries: (count) => (count === 1 ? 'one try' : `${count} tries`),
  staffAsked: 'staff were asked to call',
  resent: 'resent before',
  alarms: 'Alarms',
  alarmsAbout:
    'What the engine and the ledger have found amiss with each other. No figure counts it. Look at the history of the case.',
  noAlarms: 'Nothing is amiss',
  noAlarmsAdvice: 'Clocks that are missing and signals from outside that were refused are listed here.',
  missingClock: 'Clock missing',
  refusedSignal: 'Signal refused',
  clock: (rule, clause) => `The clock '${rule}' (${clause}) is missing though its rule asks for it.`,
  signal: (name, why) => `Somebody with a line to the engine has sent '${name}': ${why}.`,
  history: 'Workflow history',
  heads: 'Heads over the record',
  headsAbout:
    'Once a day all cases are signed together. Kept where nobody here can alter it, a head shows later what was changed behind the desk: npm run verify -- --heads FILE.',
  noHeads: 'No head yet',
  noHeadsAdvice: 'The worker signs the first one when it has a key (HEAD_KEY_FILE).',
  exported: 'Exported',
  notExported: 'In the database only',
  cases: (count) => (count === 1 ? 'one case' : `${count} cases`),
  reasons: {
    unreadable: 'nobody can read it',
    'not-of-the-ledger': 'it claims to be of the ledger, and is not',
    'role-may-not': 'an operator of the engine may not do that',
    'bad-input': 'it asks for nothing that could be meant',
    'unknown-act': 'there is no such act',
  },
};
