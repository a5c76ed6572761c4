import type { CaseState, Violation } from '../../domain/case/case.js';
import { fieldLabel } from '../../domain/case/field-label.js';
import { violationName, violationSentence } from '../../domain/case/violations.js';
import type { BesideNextActs } from '../../domain/deciding/known-refusals.js';
import { nextActs } from '../../domain/deciding/next-acts.js';
import { kinds, rowOf } from '../../domain/kinds/kinds.js';
import { systemRoles } from '../../domain/rulebook/role-groups.js';
import { ownerOf } from '../../domain/dispatch/owner.js';
import { rolesInCase } from '../../domain/deciding/permission.js';
import type { Rulebook } from '../../domain/rulebook/rulebook.js';
import type { Scalar, Text } from '../../domain/text.js';
import type { Caller } from '../permission/caller.js';
import { ClockJson, clockJson, localTime } from './clock-json.js';
import { caseNamesIn } from './listed-case.js';
import { factsFor, linksFor, wordsFor } from '../permission/redaction.js';
import { ApiField, ApiFieldInstant, ApiFieldMap } from '../api-field.js';
import { HintJson, hintsFor } from './hints.js';
import { OutageJson } from './outage-json.js';

class NotYoursJson {
  @ApiField('stable name of the refusal') code!: string;
  @ApiField("the refusal as a sentence, in the caller's language") text!: string;
  @ApiField('the rule that refuses, where one does', { nullable: true }) clause!: string | null;
}

export class NextActJson {
  @ApiField('name of the act: POST /v1/cases/{number}/{act}') act!: string;
  @ApiField("what a button says, in the caller's language") name!: string;
  @ApiField('clause it carries out') clause!: string;
  @ApiField('roles that may do it', { type: [String] }) by!: string[];
  @ApiField('whether the caller may do it: it is not refused for a reason that is known before anything is written')
  yours!: boolean;
  @ApiField('whether anybody may do it as the case stands; where not, `because` says why')
  possible!: boolean;
  @ApiField('why it is not yours, or not possible now; null where it is', { nullable: true, type: NotYoursJson })
  because!: NotYoursJson | null;
}

class LinkJson {
  @ApiField('how the other case belongs with this one', {
    enum: ['child', 'parent', 'duplicate-of', 'duplicate', 'same-customer', 'same-matter', 'not-similar'],
  })
  relation!: string;
  @ApiField('its kind, where it was opened from this case (child) or this from it (parent)', { nullable: true }) kind!:
    string | null;
  @ApiField('its number; null until it is opened', { nullable: true }) number!: string | null;
  @ApiField('where it stands; `undone` where the joining or link was taken back', {
    enum: ['asked', 'open', 'ended', 'undone'],
  })
  state!: string;
  @ApiField('how it ended', { nullable: true }) outcome!: string | null;
}

export class ViolationJson {
  @ApiField('the clause that was broken') clause!: string;
  @ApiField('what happened: stable, to match on') code!: string;
  @ApiField("what happened, in the caller's language") name!: string;
  @ApiField('the same in sentences, with the fields that are missing by their labels and how it is mended')
  text!: string;
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
  @ApiField('round: 2 and more after a revisit found it not solved, or it was taken up again; each clock has its own', {
    type: 'integer',
  })
  round!: number;
  @ApiField('how often the work was begun again: rounds after the first', { type: 'integer' }) rework!: number;
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
  @ApiField('the outage this call is joined to, or was split off from', { nullable: true, type: OutageJson })
  outage!: OutageJson | null;
  @ApiField('what happened but broke a rule (X-11)', { type: [ViolationJson] }) violations!: ViolationJson[];
  @ApiField('what is odd in what was written, and was kept all the same', { type: [HintJson] }) hints!: HintJson[];
  @ApiField('number of its newest entry: also its ETag', { type: 'integer' }) seq!: number;
}

/** What is shown with a case and is not on its own record. */
export interface BesideCase {
  /** The outage it belongs with. */
  outage: OutageJson | null;
  /** What was read to list the next acts. */
  nextActs: BesideNextActs;
}

/** The case in JSON. `at` (UTC ISO): the time for which the next acts are listed. */
export function caseJson(
  state: CaseState,
  caller: Caller,
  rulebook: Rulebook,
  at: string,
  { outage, nextActs: beside }: BesideCase,
): CaseJson {
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
    rework: round - 1,
    receivedAt: local(state.receivedAt),
    openedAt: local(state.openedAt),
    closedAt: local(state.closedAt),
    facts: factsFor(caller, state),
    words: wordsFor(caller, state),
    clocks: state.clocks.map((clock) => clockJson(clock, state, caller, rulebook, local)),
    nextActs: nextActsJson(state, caller, rulebook, at, beside),
    links: linksFor(caller, state).map((link) => ({
      relation: link.relation,
      kind: link.kind ?? null,
      number: link.number,
      state: link.state,
      outcome: link.outcome ?? null,
    })),
    outage,
    violations: state.violations.map((violation) => violationJson(violation, state.kind, caller, local)),
    hints: hintsFor(wordsFor(caller, state), caller),
    seq,
  };
}

export function violationJson(
  { clause, code, missing, at }: Violation,
  kind: string,
  { language }: Caller,
  local: (at: string) => string,
): ViolationJson {
  return {
    clause,
    code,
    name: violationName(code)[language],
    text: violationText({ code, missing }, kind)[language],
    at: local(at),
  };
}

/** A violation of a case of this kind in sentences; fields are called what its form calls them. */
export function violationText(
  { code, missing = [] }: { code: string; missing?: string[] | undefined },
  kind: string,
): Text {
  const fields = Object.entries(rowOf(kind, 'record')?.fields ?? {});
  const labelOf = (word: string): Text => {
    const [name, field] = fields.find(([, { word: of }]) => of === word) ?? [];
    return name && field ? fieldLabel(name, field) : { 'zh-CN': word, en: word };
  };
  return violationSentence(code, missing.map(labelOf));
}

/**
 * The acts that are legal now, by name of the roles that may do them; none where nobody is asked (an extension nobody
 * requested).
 */
export function nextActsJson(
  state: CaseState,
  { actor, language }: Caller,
  rulebook: Rulebook,
  at: string,
  beside: BesideNextActs,
): NextActJson[] {
  return nextActs(state, kinds[state.kind]!, actor, rulebook, at, beside)
    .map(({ act, name, clause, by, possible, because }) => ({
      act,
      name: name[language],
      clause,
      by: by.flatMap((role) => (systemRoles.includes(role) ? [] : rolesInCase(role, state, rulebook))),
      yours: !because,
      possible,
      because: because ? { code: because.code, text: because.text[language], clause: because.clause ?? null } : null,
    }))
    .filter(({ by }) => by.length > 0);
}

/** When something was last done (UTC ISO): as of then, an answer is the same however often it is given. */
export function lastActAt(state: CaseState): string {
  return Object.values(state.marks).reduce((latest, { at }) => (at > latest ? at : latest), state.openedAt);
}
