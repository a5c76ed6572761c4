import type { ClockState, Extension } from '../../domain/case/case.js';
import { rolesToldAt } from '../../domain/deciding/moments.js';
import { readableTime } from '../../domain/time/zone.js';
import type { Rulebook } from '../../domain/rulebook/rulebook.js';
import type { Language } from '../../domain/text.js';
import { ApiField, ApiFieldInstant } from '../api-field.js';
import { caseNamesIn } from '../cases/listed-case.js';

/** What is asked of whoever decides about more time. */
export class ExtensionRequestJson {
  @ApiField('id of the clock, as grant-extension and refuse-extension take it') clock!: string;
  @ApiField('clause of the clock') clause!: string;
  @ApiField('id of the person who asks') askedBy!: string;
  @ApiField('their name', { nullable: true }) askedByName!: string | null;
  @ApiField('name of the person in whose place they ask; null where for themselves', { nullable: true })
  askedForName!: string | null;
  @ApiFieldInstant('when they asked') askedAt!: string;
  @ApiField('why more time is needed; null for readers who may not see it', { nullable: true }) reason!: string | null;
  @ApiFieldInstant('due as first set') originalDue!: string;
  @ApiFieldInstant('due as it stands') due!: string;
  @ApiFieldInstant('the new time that is asked for') until!: string;
  @ApiField("what happens if nobody answers, in the caller's language") ifUnanswered!: string;
}

/** The clock that waits for leave, with what is asked; undefined where none of them does. */
export function pendingExtension(clocks: readonly ClockState[]): { clock: ClockState; asked: Extension } | undefined {
  for (const clock of clocks) {
    const asked = clock.extensions.find((extension) => !extension.decidedAt);
    if (asked) return { clock, asked };
  }
  return undefined;
}

/** A request goes unanswered: the time stands as it is, runs out then, and the ladder of its rule is told. */
export function ifUnanswered(clock: ClockState, kind: string, rulebook: Rulebook, language: Language): string {
  const rule = rulebook.kinds[kind]?.clocks.find(({ id }) => id === clock.rule);
  const names = caseNamesIn(rulebook, language);
  const told = (rule ? rolesToldAt({ kind: 'breach', level: 0 }, rule) : [clock.who]).map((role) => names.role(role));
  const due = readableTime(clock.due, rulebook.timeZone, language);
  return language === 'en'
    ? `The limit stays as it is: it runs out at ${due} (${clock.clause}), and ${told.join(' and ')} are told.`
    : `期限不变：将于${due}到期（${clock.clause}），到期未办结即记超时，并通知${told.join('、')}。`;
}
