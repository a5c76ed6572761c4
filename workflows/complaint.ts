import { attend } from './attend.js';
import type { Course } from './course.js';
import { follow } from './follow.js';
import type { CaseEnd, CaseStart } from './messages.js';

/** P-4.3.1, P-4.3.10.1: the department solves it, the supervisor of customer service organises. */
const minor = {
  property: { sort: 'P-4.3.2', sign: 'P-4.3.4.3', 'solve-minor': 'P-4.3.10.1', month: 'P-4.3.2.1c' },
};

/** P-4.3.4b, P-4.3.10.2: the office director is told, and decides with the papers before them. */
const important = {
  property: {
    sort: 'P-4.3.2',
    'report-director': 'P-4.3.4b',
    'submit-papers': 'P-4.3.4.3',
    sign: 'P-4.3.4.3',
    'solve-important': 'P-4.3.10.2',
    month: 'P-4.3.2.1c',
  },
};

/** P-4.3.4a, P-4.3.10.3: the responsible leader instructs, the office meets, the customer has a clear answer. */
const major = {
  property: {
    sort: 'P-4.3.2',
    'report-leader': 'P-4.3.4a',
    'submit-papers': 'P-4.3.4.3',
    sign: 'P-4.3.4.3',
    instruct: 'P-4.3.1',
    'call-meeting': 'P-4.3.1',
    'answer-major': 'P-4.3.10.3a',
    'solve-major': 'P-4.3.10.3b',
  },
};

const signed = 'the department to sign for it (P-4.3.4.3)';
const finished = 'the department head to finish and write down what was done (P-4.3.5.1a)';
const atWork = ['sorted', 'in-hand'];

/**
 * A complaint from record to filing, as the system attends to it (property-003, 4.3). The tier says who leads. Limits,
 * approvers, warnings and who is notified are the rulebook's; people's acts the ledger has decided.
 */
export const complaintCourse: Course = {
  kind: 'complaint',
  steps: [
    {
      in: 'recorded',
      acts: ['sort', 'nuisance'],
      waitsFor: 'the centre to sort it: valid? tier, department (P-4.3.2)',
      clocks: { property: { record: 'P-4.3.3.1' } },
    },

    { in: 'sorted', tier: 'minor', acts: ['sign', 'transfer'], waitsFor: signed, clocks: minor },
    { in: 'in-hand', tier: 'minor', acts: ['finish', 'transfer'], waitsFor: finished, clocks: minor },

    {
      in: 'sorted',
      tier: 'important',
      until: 'report-up',
      acts: ['report-up'],
      waitsFor: 'the centre to put it before the office director (P-4.3.4b)',
      clocks: important,
    },
    { in: 'sorted', tier: 'important', acts: ['sign', 'transfer'], waitsFor: signed, clocks: important },
    { in: 'in-hand', tier: 'important', acts: ['finish', 'transfer'], waitsFor: finished, clocks: important },

    {
      in: atWork,
      tier: 'major',
      until: 'report-up',
      acts: ['report-up'],
      waitsFor: 'the centre to put it before the responsible leader (P-4.3.4a)',
      clocks: major,
    },
    {
      in: atWork,
      tier: 'major',
      until: 'instruct',
      acts: ['instruct'],
      waitsFor: "the responsible leader's instruction (P-4.3.1)",
      clocks: major,
    },
    {
      in: atWork,
      tier: 'major',
      until: 'call-meeting',
      acts: ['call-meeting'],
      waitsFor: 'the office meeting to be called (P-4.3.1)',
      clocks: major,
    },
    {
      in: atWork,
      tier: 'major',
      until: 'answer',
      acts: ['answer'],
      waitsFor: 'a clear answer to the customer (P-4.3.10.3a)',
      clocks: major,
    },
    { in: 'sorted', tier: 'major', acts: ['sign', 'transfer'], waitsFor: signed, clocks: major },
    { in: 'in-hand', tier: 'major', acts: ['finish', 'transfer'], waitsFor: finished, clocks: major },

    // Not valid: the customer is helped all the same, and called back.
    {
      in: 'sorted',
      acts: ['assist', 'sort'],
      waitsFor: 'the customer to be helped though the complaint is not valid (P-4.3.7)',
      clocks: { property: { assist: 'P-4.3.7' } },
    },

    {
      in: 'done',
      tier: ['minor', 'important', 'major'],
      acts: ['return-form', 'revisit'],
      waitsFor: 'the form to come back and the revisit (P-4.3.5.1a, P-4.3.5.1b)',
      clocks: { property: { sign: 'P-4.3.4.3', 'return-form': 'P-4.3.5.1a' } },
    },
    {
      in: 'done',
      acts: ['revisit'],
      waitsFor: 'the revisit (P-4.3.5.1b)',
      clocks: { property: { 'revisit-today': 'P-4.3.5.1b' } },
    },
    {
      in: 'revisited',
      acts: ['close'],
      waitsFor: 'the centre to file it (P-4.3.1)',
      clocks: { property: { file: 'P-4.3.1' } },
    },
  ],
};

export async function complaint(start: CaseStart): Promise<CaseEnd> {
  return attend(start, (attendant) => follow(attendant, complaintCourse));
}
