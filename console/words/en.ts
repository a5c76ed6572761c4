import { act } from './en/act.js';
import { caseWords } from './en/case.js';
import { cases } from './en/cases.js';
import { common } from './en/common.js';
import { desk } from './en/desk.js';
import { inbox } from './en/inbox.js';
import { shell } from './en/shell.js';
import { signIn } from './en/sign-in.js';
import { work } from './en/work.js';
import type { Words } from './zh.js';

/** Every text of the console in English. A word that is missing is an error of the compiler. */
export const en: Words = {
  act,
  case: caseWords,
  cases,
  common,
  desk,
  inbox,
  shell,
  signIn,
  work,
};
