import type { texts as zh } from '../zh/texts.js';

export const texts: typeof zh = {
  answers: 'Standard answers',
  answersAbout:
    'Found by the words of a case when a customer is answered, and put in by one key. A change makes a new version; the ones used before stay.',
  addAnswer: 'Add a standard answer',
  changeAnswer: 'Change the answer',
  endAnswer: 'End',
  answerEnded: 'Ended:',
  endAnswerAbout: (title) => `“${title}” is offered no more; what is on record stays.`,
  findAnswer: 'Find an answer',
  answerVersion: (n) => `version ${n}`,
  answerValid: (from, until) => (until ? `${from} to ${until}` : `from ${from}`),
  answerUsed: (n, cases) =>
    `used ${n === 1 ? 'once' : `${n} times`} (${cases} ${cases === 1 ? 'case' : 'cases'}), last`,
  answerTitle: 'Title',
  answerWords: 'What the customer is told',
  answerWordsHelp: 'As the customer hears or reads it; at most 2000 characters.',
  answerRulebook: 'Rulebook',
  answerKinds: 'Kinds of case',
  answerCategories: 'Categories',
  placeholders: (names) => `May be used: ${names}`,
  answerLanguage: 'Language of the words',
  answerClause: 'Clause it rests on',
  validFrom: 'First day',
  lastDay: 'Last day',
  messages: 'Messages to customers',
  whose: 'Organisation',
  whoseHelp: 'By its sites.',
  taken: 'On record:',
  reword: 'Reword',
  reworded: 'reworded',
  ofRulebook: 'as the rulebook says it',
  versions: 'Versions',
  versionsOf: (title) => `Versions of “${title}”`,
  newest: 'newest',
  writtenAt: 'written',
  noAnswers: 'There is no standard answer yet',
  noAnswersAdvice: 'Write down what customers often ask: whoever answers them puts it in by one key.',
  noneFound: 'None was found',
  noneFoundAdvice: 'Try another word.',
  messagesAbout:
    'Customers get a text message or mail at these steps. Each may be worded otherwise than the rulebook has it; a new version holds from its first day on, until then the one before. Shown with sample values.',
  noMessages: 'This rulebook has customers told nothing',
  noMessagesAdvice: 'Which steps customers are told of is said by the rulebook.',
  languages: { 'zh-CN': 'Chinese', en: 'English' },
  inPlaceOf: (kind, step) => `In place of what the customer of a case (${kind}) is told at: ${step}.`,
  endMessageAbout: (title) => `Without “${title}” customers are told what the rulebook says; what was sent stays.`,
  smsLength: (length, parts, left) =>
    parts === 1
      ? `${length} characters, 1 text message, ${left} more fit`
      : `${length} characters, paid as ${parts} text messages, ${left} more fit`,
};
