import { act } from './zh/act.js';
import { approvals } from './zh/approvals.js';
import { board } from './zh/board.js';
import { caseWords } from './zh/case.js';
import { cases } from './zh/cases.js';
import { common } from './zh/common.js';
import { desk } from './zh/desk.js';
import { inbox } from './zh/inbox.js';
import { onDuty } from './zh/on-duty.js';
import { revisits } from './zh/revisits.js';
import { shell } from './zh/shell.js';
import { signIn } from './zh/sign-in.js';
import { work } from './zh/work.js';

/** Every text of the console in Chinese; the type that the English dictionary must fill. */
export const zh = {
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

export type Words = typeof zh;
