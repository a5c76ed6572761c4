import type { CaseState, ClockState } from '../../domain/case/case.js';
import { clockName, type Rulebook } from '../../domain/rulebook/rulebook.js';
import { inZone } from '../../domain/time/zone.js';
import { ApiField, ApiFieldInstant } from '../api-field.js';
import type { Caller } from '../permission/caller.js';
import { caseNamesIn } from './listed-case.js';

class PauseJson {
  @ApiFieldInstant('when it began') from!: string;
  @ApiFieldInstant('when it ended') to!: string;
  @ApiField('why', { nullable: true }) reason!: string | null;
}

export class ExtensionJson {
  @ApiFieldInstant('when it was asked for') askedAt!: string;
  @ApiField('id of the person who asked') askedBy!: string;
  @ApiField('id of the person in whose place they asked; null where for themselves', { nullable: true }) askedFor!:
    string | null;
  @ApiFieldInstant('the new limit asked for') until!: string;
  @ApiFieldInstant('the new limit that was granted, where that is less', { nullable: true }) grantedUntil!:
    string | null;
  @ApiFieldInstant('when it was decided', { nullable: true }) decidedAt!: string | null;
  @ApiField('id of the person who decided', { nullable: true }) decidedBy!: string | null;
  @ApiField('id of the person in whose place they decided; null where for themselves', { nullable: true }) decidedFor!:
    string | null;
  @ApiField('whether it was granted; null while it waits', { nullable: true, type: Boolean }) granted!: boolean | null;
}

class MomentJson {
  @ApiField('what the clock does then', { enum: ['warn', 'breach', 'escalate', 'urge'] }) kind!: string;
  @ApiFieldInstant('when') at!: string;
}

/** One running or ended deadline (时限). */
export class ClockJson {
  @ApiField('id within the case') id!: string;
  @ApiField('clause it carries out', { example: 'P-4.3.10.1' }) clause!: string;
  @ApiField('true for a house limit: our own figure where the clause gives none') house!: boolean;
  @ApiField("its name in the caller's language") name!: string;
  @ApiField('what must happen') waitsFor!: string;
  @ApiField('role that must see to it') who!: string;
  @ApiField("its name in the caller's language") whoName!: string;
  @ApiField('round of the case it belongs to', { type: 'integer' }) round!: number;
  @ApiFieldInstant('when it began to run') startedAt!: string;
  @ApiFieldInstant('the last second that is in time') due!: string;
  @ApiFieldInstant('due as first set: kept beside whatever moved it') originalDue!: string;
  @ApiField('true where a year without published holidays was counted') provisional!: boolean;
  @ApiFieldInstant('when somebody is warned', { nullable: true }) warnAt!: string | null;
  @ApiFieldInstant('when it was met', { nullable: true }) metAt!: string | null;
  @ApiFieldInstant('when it ran out', { nullable: true }) breachedAt!: string | null;
  @ApiFieldInstant('when something else took its place', { nullable: true }) stoppedAt!: string | null;
  @ApiFieldInstant('since when it stands still', { nullable: true }) pausedAt!: string | null;
  @ApiField('times that did not count', { type: [PauseJson] }) pauses!: PauseJson[];
  @ApiField('more time asked for', { type: [ExtensionJson] }) extensions!: ExtensionJson[];
  @ApiField('what it does next by itself', { nullable: true, type: MomentJson }) next!: MomentJson | null;
}

export function clockJson(
  clock: ClockState,
  { kind }: Pick<CaseState, 'kind'>,
  caller: Caller,
  rulebook: Rulebook,
  local = localTime(rulebook.timeZone),
): ClockJson {
  const { id, clause, house, waitsFor, who, round, provisional, next } = clock;
  return {
    id,
    clause,
    house,
    name: clockName(rulebook, kind, clock)[caller.language],
    waitsFor,
    who,
    whoName: caseNamesIn(rulebook, caller.language).role(who),
    round,
    startedAt: local(clock.startedAt),
    due: local(clock.due),
    originalDue: local(clock.originalDue),
    provisional,
    warnAt: local(clock.warnAt),
    metAt: local(clock.metAt),
    breachedAt: local(clock.breachedAt),
    stoppedAt: local(clock.stoppedAt),
    pausedAt: local(clock.pausedAt),
    pauses: clock.pauses.map((pause) => ({
      from: local(pause.from),
      to: local(pause.to),
      reason: pause.reason ?? null,
    })),
    extensions: clock.extensions.map((extension) => ({
      askedAt: local(extension.askedAt),
      askedBy: extension.askedBy,
      askedFor: extension.askedFor ?? null,
      until: local(extension.until),
      grantedUntil: local(extension.grantedUntil ?? null),
      decidedAt: local(extension.decidedAt ?? null),
      decidedBy: extension.decidedBy ?? null,
      decidedFor: extension.decidedFor ?? null,
      granted: extension.granted ?? null,
    })),
    next: next && { kind: next.kind, at: local(next.at) },
  };
}

/**
 * UTC as the rulebook's local time with its offset; null stays null. Remembers: the clocks of a case share most of
 * their instants.
 */
export function localTime(timeZone: string): <T extends string | null>(at: T) => T {
  const known = new Map<string, string>();
  return (at) => {
    if (at === null) return at;
    const found = known.get(at) ?? inZone(at, timeZone);
    known.set(at, found);
    return found as typeof at;
  };
}
