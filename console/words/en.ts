import { act } from './en/act.js';
import { approvals } from './en/approvals.js';
import { board } from './en/board.js';
import { caseWords } from './en/case.js';
import { cases } from './en/cases.js';
import { common } from './en/common.js';
import { desk } from './en/desk.js';
import { inbox } from './en/inbox.js';
import { onDuty } from './en/on-duty.js';
import { revisits } from './en/revisits.js';
import { shell } from './en/shell.js';
import { signIn } from './en/sign-in.js';
import { work } from './en/work.js';
import type { Words } from './zh.js';

/** Every text of the console in English. A word that is missing is an error of the compiler. */
export const en: Words = {
  act,
  approvals,
  board,
  case: caseWords,
  cases,
  common,
  desk,
  inbox,
  onDuty,
  revisits,
  shell,
  signIn,
  work,
};
