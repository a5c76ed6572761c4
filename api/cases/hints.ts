import type { CaseWords } from '../../domain/case/case.js';
import { phoneHint } from '../../domain/words/phone.js';
import { ApiField } from '../api-field.js';
import type { Caller } from '../permission/caller.js';

/** Something odd that was kept as it was written: nobody is refused for it. */
export class HintJson {
  @ApiField('which word it is about', { example: 'phone' }) field!: string;
  @ApiField("what is odd about it, in the caller's language") text!: string;
}

/** What is odd in the words that a caller may read. */
export function hintsFor(words: CaseWords | null, { language }: Pick<Caller, 'language'>): HintJson[] {
  const hint = words?.phone === undefined ? undefined : phoneHint(words.phone);
  return hint ? [{ field: 'phone', text: hint[language] }] : [];
}
