import type { tour as words } from '../zh/tour.js';

export const tour: typeof words = {
  title: 'Try it first',
  about: 'This is a trial desk: go through these steps. All of it is real, and each is ticked once you have done it.',
  allDone: 'All done. Now try whatever else you like.',
  end: 'Do not show again',
  done: 'done',
  sample: {
    subject: 'The light on the stairs is out',
    description: 'Building 3, unit 2, ground floor: out since last night, the steps cannot be seen.',
    customer: 'Zhang Xiaomin',
    phone: '13800001234',
    place: 'Building 3, unit 2',
  },
  steps: {
    record: {
      text: 'Take a call: a sample is filled in. Read it through and record it.',
      button: 'Record a first call',
    },
    clock: { text: 'Open what you recorded, then its deadline: why is it due just then?', button: 'See the deadline' },
    revisits: {
      text: 'See who is to be called back today, and what the rule has you ask.',
      button: 'Open the calls back',
    },
    accept: { text: 'Take the order that has waited longest: open it and accept.', button: 'Open the order' },
    arrive: { text: 'You are on site: open the order and enter that you have arrived.', button: 'Open the order' },
    field: { text: 'See your own visits as on a phone; they work without a signal too.', button: 'My visits' },
    board: { text: 'See what each team has in hand, and send out what nobody took.', button: 'Open the board' },
    late: {
      text: 'Open a case that is late, then its deadline: at which step, and who is told?',
      button: 'See a late case',
    },
    onDuty: { text: 'See who is on duty now, and who stands in for whom.', button: 'On duty now' },
    grant: { text: 'More time is asked of you: read why, then grant or refuse it.', button: 'Open the request' },
    figures: { text: 'See which department and which clause is late most often.', button: 'Open the figures' },
    history: {
      text: 'Read the workflow of a case that is late: what it waited for, when it was late, whom it told.',
      button: 'Read the history',
    },
    operations: { text: 'See whether all is well: engine, messages that wait, alarms.', button: 'Operations' },
    rulebooks: {
      text: 'Open the rulebooks: which clause says what, and what a change would change.',
      button: 'Rulebooks',
    },
  },
};
