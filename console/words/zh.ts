import { act } from './zh/act.js';
import { caseWords } from './zh/case.js';
import { cases } from './zh/cases.js';
import { common } from './zh/common.js';
import { desk } from './zh/desk.js';
import { inbox } from './zh/inbox.js';
import { shell } from './zh/shell.js';
import { signIn } from './zh/sign-in.js';
import { work } from './zh/work.js';

/** Every text of the console in Chinese; the type that the English dictionary must fill. */
export const zh = {
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

export type Words = typeof zh;
