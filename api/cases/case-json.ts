import type { CaseState, ClockState, Violation } from '../../domain/case/case.js';
import { violationName } from '../../domain/case/violations.js';
import { nextActs } from '../../domain/deciding/next-acts.js';
import { kinds } from '../../domain/kinds/kinds.js';
import { systemRoles } from '../../domain/rulebook/role-groups.js';
import { ownerOf } from '../../domain/dispatch/owner.js';
import { rolesInCase } from '../../domain/deciding/permission.js';
import { clockName, type Rulebook } from '../../domain/rulebook/rulebook.js';
import type { Scalar } from '../../domain/text.js';
import { inZone } from '../../domain/time/zone.js';
import type { Caller } from '../permission/caller.js';
import { caseNamesIn } from './listed-case.js';
import { factsFor, linksFor, wordsFor } from '../permission/redaction.js';
import { ApiField, ApiFieldInstant, ApiFieldMap } from '../api-field.js';

class PauseJson {
  @ApiFieldInstant('when it began') from!: string;
  @ApiFieldInstant('when it ended') to!: string;
  @ApiField('why', { nullable: true }) reason!: string | null;
}

export class ExtensionJson {
  @ApiFieldInstant('when it was asked for') askedAt!: string;
  @ApiField('id of the person who asked') askedBy!: string;
  @ApiFieldInstant('the new limit asked for') until!: string;
  @ApiFieldInstant('the new limit that was granted, where that is less', { nullable: true }) grantedUntil!:
    string | null;
  @ApiFieldInstant('when it was decided', { nullable: true }) decidedAt!: string | null;
  @ApiField('id of the person who decided', { nullable: true }) decidedBy!: string | null;
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

class NotYoursJson {
  @ApiField('stable name of the refusal') code!: string;
  @ApiField("the refusal as a sentence, in the caller's language") text!: string;
  @ApiField('the rule that refuses, where one does', { nullable: true }) clause!: string | null;
}

class NextActJson {
  @ApiField('name of the act: POST /v1/cases/{number}/{act}') act!: string;
  @ApiField("what a button says, in the caller's language") name!: string;
  @ApiField('clause it carries out') clause!: string;
  @ApiField('roles that may do it', { type: [String] }) by!: string[];
  @ApiField('whether the caller may do it: it is not refused for a reason that is known before anything is written')
  yours!: boolean;
  @ApiField('why it is not; null where it is', { nullable: true, type: NotYoursJson }) because!: NotYoursJson | null;
}

class LinkJson {
  @ApiField('how the other case belongs with this one', {
    enum: ['child', 'parent', 'duplicate-of', 'duplicate', 'same-customer'],
  })
  relation!: string;
  @ApiField('its kind, where it was opened from this case (child) or this from it (parent)', { nullable: true }) kind!:
    string | null;
  @ApiField('its number; null until it is opened', { nullable: true }) number!: string | null;
  @ApiField('where it stands', { enum: ['asked', 'open', 'ended'] }) state!: string;
  @ApiField('how it ended', { nullable: true }) outcome!: string | null;
}

export class ViolationJson {
  @ApiField('the clause that was broken') clause!: string;
  @ApiField('what happened: stable, to match on') code!: string;
  @ApiField("what happened, in the caller's language") name!: string;
  @ApiFieldInstant('when') at!: string;
}

/** A case as the caller may see it. */
export class CaseJson {
  @ApiField('number of the case', { example: 'PC-2026-000001' }) number!: string;
  @ApiField('kind of case', { example: 'complaint' }) kind!: string;
  @ApiField("its name in the caller's language") kindName!: string;
  @ApiField('rulebook it runs under') rulebook!: string;
  @ApiField('version it is pinned to') version!: string;
  @ApiField('site') site!: string;
  @ApiField('tier, once sorted', { nullable: true }) tier!: string | null;
  @ApiField('its name', { nullable: true }) tierName!: string | null;
  @ApiField('status') status!: string;
  @ApiField('its name') statusName!: string;
  @ApiField('department in charge', { nullable: true }) department!: string | null;
  @ApiField('its name', { nullable: true }) departmentName!: string | null;
  @ApiField('id of the person who was asked first and owns it (首问负责), where its rules have that', {
    nullable: true,
  })
  owner!: string | null;
  @ApiField('round: 2 and more after a revisit found it not solved', { type: 'integer' }) round!: number;
  @ApiFieldInstant('when the customer turned to us') receivedAt!: string;
  @ApiFieldInstant('when it was recorded') openedAt!: string;
  @ApiFieldInstant('when it was filed', { nullable: true }) closedAt!: string | null;
  @ApiFieldMap('what is known of it as data', {
    additionalProperties: { type: ['string', 'number', 'boolean', 'null'] },
  })
  facts!: Record<string, Scalar>;
  @ApiFieldMap('what people said and wrote; null for the person it is about', {
    nullable: true,
    additionalProperties: { type: 'string' },
  })
  words!: Record<string, string> | null;
  @ApiField('its deadlines, in the order in which they began', { type: [ClockJson] }) clocks!: ClockJson[];
  @ApiField('acts that are legal now', { type: [NextActJson] }) nextActs!: NextActJson[];
  @ApiField('cases it belongs with', { type: [LinkJson] }) links!: LinkJson[];
  @ApiField('what happened but broke a rule (X-11)', { type: [ViolationJson] }) violations!: ViolationJson[];
  @ApiField('number of its newest entry: also its ETag', { type: 'integer' }) seq!: number;
}

/** The case in JSON. `at` (UTC ISO): the time for which the next acts are listed. */
export function caseJson(state: CaseState, caller: Caller, rulebook: Rulebook, at: string): CaseJson {
  const local = localTime(rulebook.timeZone);
  const { number, kind, version, site, tier, status, department, round, seq } = state;
  const names = caseNamesIn(rulebook, caller.language);
  return {
    number,
    kind,
    rulebook: state.rulebook,
    version,
    site,
    tier,
    status,
    department,
    kindName: names.kind(kind),
    tierName: names.tier(tier),
    statusName: names.status(status),
    departmentName: names.department(department),
    owner: ownerOf(state) ?? null,
    round,
    receivedAt: local(state.receivedAt),
    openedAt: local(state.openedAt),
    closedAt: local(state.closedAt),
    facts: factsFor(caller, state),
    words: wordsFor(caller, state),
    clocks: state.clocks.map((clock) => clockJson(clock, state, caller, rulebook, local)),
    nextActs: nextActsJson(state, caller, rulebook, at),
    links: linksFor(caller, state).map((link) => ({
      relation: link.relation,
      kind: link.kind ?? null,
      number: link.number,
      state: link.state,
      outcome: link.outcome ?? null,
    })),
    violations: state.violations.map((violation) => violationJson(violation, caller, local)),
    seq,
  };
}

export function violationJson(
  { clause, code, at }: Violation,
  { language }: Caller,
  local: (at: string) => string,
): ViolationJson {
  return { clause, code, name: violationName(code)[language], at: local(at) };
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
      until: local(extension.until),
      grantedUntil: local(extension.grantedUntil ?? null),
      decidedAt: local(extension.decidedAt ?? null),
      decidedBy: extension.decidedBy ?? null,
      granted: extension.granted ?? null,
    })),
    next: next && { kind: next.kind, at: local(next.at) },
  };
}

/**
 * The acts that are legal now, by name of the roles that may do them; none where nobody is asked (an extension nobody
 * requested).
 */
function nextActsJson(state: CaseState, { actor, language }: Caller, rulebook: Rulebook, at: string): NextActJson[] {
  return nextActs(state, kinds[state.kind]!, actor, rulebook, at)
    .map(({ act, name, clause, by, because }) => ({
      act,
      name: name[language],
      clause,
      by: by.flatMap((role) => (systemRoles.includes(role) ? [] : rolesInCase(role, state, rulebook))),
      yours: !because,
      because: because ? { code: because.code, text: because.text[language], clause: because.clause ?? null } : null,
    }))
    .filter(({ by }) => by.length > 0);
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
