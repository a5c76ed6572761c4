import type { ActContext } from '../deciding/act.js';
import { instant, words, yesNo, type InputOf } from '../case/fields.js';
import { refuse, type Refusal } from '../refusal.js';

export const promiseFields = {
  promisedAt: instant('承诺时间', 'By when it is promised: a clock of its own.', { label: 'Promised time' }),
  words: words('承诺内容', 'What was promised.', { label: 'What was promised', optional: true }),
  apology: yesNo(
    '已致歉',
    'True where an earlier promise is replaced: the customer was told first, with an apology (P-4.2.7.4b).',
    { label: 'Apologised', optional: true },
  ),
};

/** P-4.2.7.4b holds for every promise: a new one before the old is kept comes with an apology. */
export function promiseProblem({
  state,
  input,
  at,
  clause,
}: ActContext<InputOf<typeof promiseFields>>): Refusal | undefined {
  if (input.promisedAt <= at)
    return refuse(
      'bad-time',
      'A promise lies in the future: give the time you promise.',
      '承诺时间必须在将来。',
      clause,
    );
  const earlier = state.clocks.some((clock) => clock.rule === 'promise-kept' && !clock.metAt && !clock.stoppedAt);
  if (earlier && !input.apology)
    return refuse(
      'missing-step',
      'An earlier promise is still open: tell the customer first, apologise, and enter it with the new promise.',
      '前一承诺尚未兑现，请先向客户说明并道歉，再登记新的承诺。',
      'P-4.2.7.4b',
    );
  return undefined;
}
