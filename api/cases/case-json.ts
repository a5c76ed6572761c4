import type { CaseState, ClockState } from '../../domain/case/case.js';
import { nextActs } from '../../domain/deciding/decide.js';
import { kinds } from '../../domain/kinds/kinds.js';
import { notPeople } from '../../domain/rulebook/parts.js';
import { ownerOf } from '../../domain/dispatch/owner.js';
import { rolesNow } from '../../domain/deciding/permission.js';
import { clockName, type Rulebook } from '../../domain/rulebook/rulebook.js';
import type { Scalar } from '../../domain/text.js';
import { inZone } from '../../domain/time/zone.js';
import type { Caller } from '../actor.js';
import { factsFor, linksFor, wordsFor } from '../reading.js';
import { Shown, ShownInstant, ShownMap } from '../shown.js';

class PauseJson {
  @ShownInstant('when it began') from!: string;
  @ShownInstant('when it ended') to!: string;
  @Shown('why', { nullable: true }) reason!: string | null;
}

class ExtensionJson {
  @ShownInstant('when it was asked for') askedAt!: string;
  @Shown('id of whoever asked') askedBy!: string;
  @ShownInstant('the new limit asked for') until!: string;
  @ShownInstant('when it was decided', { nullable: true }) decidedAt!: string | null;
  @Shown('id of whoever decided', { nullable: true }) decidedBy!: string | null;
  @Shown('whether it was granted; null while it waits', { nullable: true, type: Boolean }) granted!: boolean | null;
}

class MomentJson {
  @Shown('what the clock does then', { enum: ['warn', 'breach', 'escalate', 'urge'] }) kind!: string;
  @ShownInstant('when') at!: string;
}

/** One running or ended deadline (时限). */
export class ClockJson {
  @Shown('id within the case') id!: string;
  @Shown('clause it carries out', { example: 'P-4.3.10.1' }) clause!: string;
  @Shown('true for a house limit: our own figure where the clause gives none') house!: boolean;
  @Shown("its name in the caller's language") name!: string;
  @Shown('what must happen') waitsFor!: string;
  @Shown('role that must see to it') who!: string;
  @Shown('round of the case it belongs to', { type: 'integer' }) round!: number;
  @ShownInstant('when it began to run') startedAt!: string;
  @ShownInstant('the last second that is in time') due!: string;
  @ShownInstant('due as first set: kept beside whatever moved it') originalDue!: string;
  @Shown('true where a year without published holidays was counted') provisional!: boolean;
  @ShownInstant('when somebody is warned', { nullable: true }) warnAt!: string | null;
  @ShownInstant('when it was met', { nullable: true }) metAt!: string | null;
  @ShownInstant('when it ran out', { nullable: true }) breachedAt!: string | null;
  @ShownInstant('when something else took its place', { nullable: true }) stoppedAt!: string | null;
  @ShownInstant('since when it stands still', { nullable: true }) pausedAt!: string | null;
  @Shown('times that did not count', { type: [PauseJson] }) pauses!: PauseJson[];
  @Shown('more time asked for', { type: [ExtensionJson] }) extensions!: ExtensionJson[];
  @Shown('what it does next by itself', { nullable: true, type: MomentJson }) next!: MomentJson | null;
}

class NextActJson {
  @Shown('name of the act: POST /v1/cases/{number}/{act}') act!: string;
  @Shown('clause it carries out') clause!: string;
  @Shown('roles that may do it', { type: [String] }) by!: string[];
  @Shown('whether the caller holds one of them') yours!: boolean;
}

class LinkJson {
  @Shown('how the other case belongs with this one', { enum: ['child', 'parent', 'duplicate-of', 'duplicate', 'same-customer'] }) relation!: string;
  @Shown('its kind, where it was opened from this case (child) or this from it (parent)', { nullable: true }) kind!: string | null;
  @Shown('its number; null until it is opened', { nullable: true }) number!: string | null;
  @Shown('where it stands', { enum: ['asked', 'open', 'ended'] }) state!: string;
  @Shown('how it ended', { nullable: true }) outcome!: string | null;
}

class ViolationJson {
  @Shown('the clause that was broken') clause!: string;
  @Shown('what happened') code!: string;
  @ShownInstant('when') at!: string;
}

/** A case as the caller may see it. */
export class CaseJson {
  @Shown('number of the case', { example: 'PC-2026-000001' }) number!: string;
  @Shown('kind of case', { example: 'complaint' }) kind!: string;
  @Shown('rulebook it runs under') rulebook!: string;
  @Shown('version it is pinned to') version!: string;
  @Shown('site') site!: string;
  @Shown('tier, once sorted', { nullable: true }) tier!: string | null;
  @Shown('status') status!: string;
  @Shown('department in charge', { nullable: true }) department!: string | null;
  @Shown('id of whoever was asked first and owns it (首问负责), where its rules have that', { nullable: true }) owner!: string | null;
  @Shown('round: 2 and more after a revisit found it not solved', { type: 'integer' }) round!: number;
  @ShownInstant('when the customer turned to us') receivedAt!: string;
  @ShownInstant('when it was recorded') openedAt!: string;
  @ShownInstant('when it was filed', { nullable: true }) closedAt!: string | null;
  @ShownMap('what is known of it as data', { additionalProperties: { type: ['string', 'number', 'boolean', 'null'] } }) facts!: Record<string, Scalar>;
  @ShownMap('what people said and wrote; null for whoever it is about', { nullable: true, additionalProperties: { type: 'string' } }) words!: Record<string, string> | null;
  @Shown('its deadlines, in the order in which they began', { type: [ClockJson] }) clocks!: ClockJson[];
  @Shown('acts that are legal now', { type: [NextActJson] }) nextActs!: NextActJson[];
  @Shown('cases it belongs with', { type: [LinkJson] }) links!: LinkJson[];
  @Shown('what happened but broke a rule (X-11)', { type: [ViolationJson] }) violations!: ViolationJson[];
  @Shown('number of its newest entry: also its ETag', { type: 'integer' }) seq!: number;
}

/** The case in JSON. `at` (UTC ISO): the time for which the next acts are told. */
export function caseJson(state: CaseState, caller: Caller, rulebook: Rulebook, at: string): CaseJson {
  const local = localTime(rulebook.timeZone);
  const { number, kind, version, site, tier, status, department, round, seq } = state;
  return {
    number,
    kind,
    rulebook: state.rulebook,
    version,
    site,
    tier,
    status,
    department,
    owner: ownerOf(state) ?? null,
    round,
    receivedAt: local(state.receivedAt),
    openedAt: local(state.openedAt),
    closedAt: local(state.closedAt),
    facts: factsFor(caller, state),
    words: wordsFor(caller, state),
    clocks: state.clocks.map((clock) => clockJson(clock, state, caller, rulebook, local)),
    nextActs: nextActsJson(state, caller, rulebook, at),
    links: linksFor(caller, state).map((link) => ({ relation: link.relation, kind: link.kind ?? null, number: link.number, state: link.state, outcome: link.outcome ?? null })),
    violations: state.violations.map((violation) => ({ clause: violation.clause, code: violation.code, at: local(violation.at) })),
    seq,
  };
}

export function clockJson(clock: ClockState, { kind }: Pick<CaseState, 'kind'>, caller: Caller, rulebook: Rulebook, local = localTime(rulebook.timeZone)): ClockJson {
  const { id, clause, house, waitsFor, who, round, provisional, next } = clock;
  return {
    id,
    clause,
    house,
    name: clockName(rulebook, kind, clock)[caller.language],
    waitsFor,
    who,
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
    pauses: clock.pauses.map((pause) => ({ from: local(pause.from), to: local(pause.to), reason: pause.reason ?? null })),
    extensions: clock.extensions.map((one) => ({
      askedAt: local(one.askedAt),
      askedBy: one.askedBy,
      until: local(one.until),
      decidedAt: local(one.decidedAt ?? null),
      decidedBy: one.decidedBy ?? null,
      granted: one.granted ?? null,
    })),
    next: next && { kind: next.kind, at: local(next.at) },
  };
}

/** The acts that are legal now, by name of the roles that may do them; none where nobody is asked (an extension nobody requested). */
function nextActsJson(state: CaseState, { actor }: Caller, rulebook: Rulebook, at: string): NextActJson[] {
  return nextActs(state, kinds[state.kind]!, actor, rulebook, at)
    .map((next) => ({ ...next, by: next.by.flatMap((role) => (notPeople.includes(role) ? [] : rolesNow(role, state, rulebook))) }))
    .filter(({ by }) => by.length > 0);
}

/** UTC as the rulebook's local time with its offset; null stays null. Remembers: the clocks of a case share most of their instants. */
export function localTime(timeZone: string): <T extends string | null>(at: T) => T {
  const known = new Map<string, string>();
  return (at) => {
    if (at === null) return at;
    const found = known.get(at) ?? inZone(at, timeZone);
    known.set(at, found);
    return found as typeof at;
  };
}
