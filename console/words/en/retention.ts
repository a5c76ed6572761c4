import type { retention as zh } from '../zh/retention.js';

export const retention: typeof zh = {
  title: 'Erasure and retention',
  about:
    'What was said on filed cases is erased on request or by law. It cannot be brought back, and each erasure is on record.',
  due: 'Kept no longer',
  dueAbout:
    'The desk erases the words of these filed cases by itself, each hour. How long they are kept stands in the rules.',
  noDue: 'Nothing is due',
  noDueAdvice:
    'Where the rules say how long words are kept, filed cases past that time are listed here before the desk erases them.',
  closedAt: 'filed',
  since: 'kept until',
  person: 'Erase on request',
  personAbout: 'See first which cases it is about, then erase. Only filed cases can be erased.',
  how: 'Find by',
  by: { phone: 'phone', person: 'name and place', numbers: 'numbers of cases' },
  phone: 'Phone',
  phoneHelp: 'A mobile, or a landline with its area code: the whole number.',
  customer: 'Name',
  place: 'Place',
  placeHelp: 'The whole place, as the case has it.',
  numbers: 'Numbers of cases',
  numbersHelp: 'One a line, or with blanks or commas between them.',
  ground: 'Legal ground',
  grounds: {
    'on-request': 'the person asks (PIPL Art. 47)',
    'consent-withdrawn': 'consent is withdrawn',
    'purpose-ended': 'the purpose is met, or the words are needed no more',
    'retention-ended': 'the time of keeping has ended',
    unlawful: 'handled against law or agreement',
    'other-law': 'another ground of law',
  },
  reason: 'Reason',
  reasonHelp: 'It stays on record: write no name, phone or anything else of a person.',
  requestedOn: 'Asked for on',
  look: 'See which cases',
  found: (count) => (count === 1 ? 'It is about one case' : `It is about ${count} cases`),
  nobody: 'No case was found',
  nobodyAdvice:
    'Check phone, name or place. Anonymous and secret cases, and those of informers, are erased by their numbers.',
  more: 'There are more: erase these, then look once more.',
  results: {
    'would-erase': 'can be erased',
    erased: 'erased',
    'nothing-left': 'nothing left',
    refused: 'cannot be erased',
  },
  contacts: (count) =>
    `${count === 1 ? 'One emergency contact is' : `${count} emergency contacts are`} probably of this person: take them out under On duty.`,
  toContacts: 'On duty',
  goes: 'What goes',
  goesAbout:
    'Names, phones, places, descriptions, answers, notes, texts of notices, photos and papers; of the cases opened from it too.',
  stays: 'What stays',
  staysAbout:
    'Numbers, times, deadlines, figures, who acted, and digests of the words, which prove that the record was not altered. Mails that were sent and files that were downloaded are out of reach.',
  erase: (count) => (count === 1 ? 'Erase the words of one case' : `Erase the words of ${count} cases`),
  eraseTitle: 'Erase for good?',
  eraseSure: (count) =>
    count === 1
      ? 'The words and files of one case go for good: nobody can bring them back.'
      : `The words and files of ${count} cases go for good: nobody can bring them back.`,
  typeCount: (count) => `Type the number of cases, ${count}, to confirm`,
  erased: (count) => (count === 1 ? 'The words of one case are erased.' : `The words of ${count} cases are erased.`),
  notErased: (count) =>
    count === 1 ? 'One case was not erased; the list says why.' : `${count} cases were not erased; the list says why.`,
  done: 'What was erased',
  doneAbout: 'Who has erased the words of which case, when, on which ground.',
  noDone: 'Nothing was erased yet',
  noDoneAdvice: 'Each erasure is listed here.',
  at: 'When',
  number: 'Case',
  by2: 'By',
  desk: 'the desk (retention)',
  download: 'Download the list (csv)',
  kind: 'Kind',
  site: 'Site',
};
