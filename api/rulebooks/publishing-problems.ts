import { isRefusal, type Refusal } from '../../domain/refusal.js';
import { ApiProblem } from '../problem.js';

/** A version without a clock that the workflows look for may be meant; whoever publishes it says so. */
export function requireConfirmed(lacking: string[]): void {
  if (lacking.length === 0) return;
  throw ApiProblem.of(
    'not-confirmed',
    `This version lacks clocks that the workflows of its cases look for: ${lacking.join(', ')}. Put them back, or name them in withoutClocks to publish it without them.`,
    `该版本缺少案件流程所依据的时限：${lacking.join('、')}。请补回，或列明缺少的时限后再发布。`,
    {
      clause: 'X-1',
      errors: lacking.map((clock) => ({ field: 'withoutClocks', text: { en: clock, 'zh-CN': clock } })),
    },
  );
}

/** What was asked for; a refusal, or that there is no such version, as a problem. */
export function requireAnswer<T extends object>(answer: T | Refusal | null): T {
  if (answer === null) throw unknownVersion();
  if (isRefusal(answer)) throw ApiProblem.from(answer);
  return answer;
}

/** Whether a text can be the name of a rulebook or version. */
export function isRulebookName(name: string): boolean {
  return /^[\w.+-]{1,100}$/.test(name);
}

export function unknownVersion(): ApiProblem {
  return ApiProblem.of(
    'unknown-rulebook',
    'There is no such rulebook or version: see /v1/rulebooks.',
    '没有此规程或版本，请查看规程目录。',
  );
}
