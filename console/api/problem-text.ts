import type { Words } from '../words/zh.js';
import type { Problem } from './client.js';

/** What a problem says to a person: the API's own sentence; where there was no answer, that nothing is lost. */
export function problemText(problem: Problem, t: Words): string {
  if (problem.unanswered && problem.message === '') return t.common.noAnswer;
  if (problem.code === 'not-signed-in') return t.shell.signInAgainAbout;
  return problem.message || problem.title || t.common.fault;
}
