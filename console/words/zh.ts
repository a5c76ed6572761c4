import { act } from './zh/act.js';
import { caseWords } from './zh/case.js';
import { common } from './zh/common.js';
import { shell } from './zh/shell.js';
import { signIn } from './zh/sign-in.js';

/** Every text of the console in Chinese; the type that the English dictionary must fill. */
export const zh = { act, case: caseWords, common, shell, signIn };

export type Words = typeof zh;
