import type { CaseState, ClockState } from '../../domain/case/case.js';
import { statusName } from '../../domain/case/statuses.js';
import type { BesideNextActs } from '../../domain/deciding/known-refusals.js';
import { isRefusal, type Refusal } from '../../domain/refusal.js';
import type { Rulebook } from '../../domain/rulebook/rulebook.js';
import type { Entry } from '../../ledger/chain.js';
import type { Preview, PreviewedNotice } from '../../ledger/preview.js';
import { ApiField } from '../api-field.js';
import type { Caller } from '../permission/caller.js';
import { ApiProblem, problemCodes } from '../problem.js';
import { lastActAt, NextActJson, nextActsJson, ViolationJson, violationJson } from './case-json.js';
import { ClockJson, clockJson, localTime } from './clock-json.js';
import { HintJson, hintsFor } from './hints.js';
import { customerName } from './listed-case.js';
import { wordsFor } from '../permission/redaction.js';

const clockChanges = ['started', 'met', 'stopped', 'late', 'paused', 'resumed', 'asked', 'moved', 'kept'] as const;

class PreviewedRefusalJson {
  @ApiField('stable name of the problem', { enum: problemCodes.map(({ code }) => code) }) code!: string;
  @ApiField('what kind of problem it is, in a few words') title!: string;
  @ApiField('the HTTP status the act would be answered with', { type: 'integer' }) status!: number;
  @ApiField('what is wrong and what to do, as a sentence') detail!: string;
  @ApiField('the rule that refuses, where one does', { nullable: true }) clause!: string | null;
}

class PreviewedClockJson extends ClockJson {
  @ApiField('what the act would do to it; `asked`: more time is asked for, `late`: it has run out meanwhile', {
    enum: clockChanges,
  })
  change!: string;
}

class RecipientJson {
  @ApiField('id of the person') id!: string;
  @ApiField('their name') name!: string;
}

class PreviewedNoticeJson {
  @ApiField('the role it is meant for') role!: string;
  @ApiField("name of the role, in the caller's language") roleName!: string;
  @ApiField('whether it goes to the customer') customer!: boolean;
  @ApiField('why it is sent') kind!: string;
  @ApiField('its clause') clause!: string;
  @ApiField('id of the clock it is about', { nullable: true }) clock!: string | null;
  @ApiField("its text, in the caller's language") text!: string;
  @ApiField('whom it would reach now: nobody where it stays with the role', { type: [RecipientJson] })
  names!: RecipientJson[];
}

class FollowUpJson {
  @ApiField('the case it happens to; null where it is new, or not one the caller sees', { nullable: true }) number!:
    string | null;
  @ApiField('kind of that case; null where the caller does not see it', { nullable: true }) kind!: string | null;
  @ApiField('name of the act') act!: string;
}

/** What an act would do (`?dry=true`). Where it is refused, the rest is empty. */
export class ActPreviewJson {
  @ApiField('why the act would be refused; null where it would not', { nullable: true, type: PreviewedRefusalJson })
  refusal!: PreviewedRefusalJson | null;
  @ApiField('the tier it would have', { nullable: true }) tier!: string | null;
  @ApiField("name of the tier, in the caller's language", { nullable: true }) tierName!: string | null;
  @ApiField('the status it would have', { nullable: true }) status!: string | null;
  @ApiField("name of the status, in the caller's language", { nullable: true }) statusName!: string | null;
  @ApiField('its clocks as they would stand', { type: [PreviewedClockJson] }) clocks!: PreviewedClockJson[];
  @ApiField('who would be notified', { type: [PreviewedNoticeJson] }) notices!: PreviewedNoticeJson[];
  @ApiField('rules that would be broken by it', { type: [ViolationJson] }) violations!: ViolationJson[];
  @ApiField('what the system would do right after, on this case and on others', { type: [FollowUpJson] })
  followUps!: FollowUpJson[];
  @ApiField('the acts that would be legal then', { type: [NextActJson] }) nextActs!: NextActJson[];
  @ApiField('what is odd in what is written, and would be kept all the same', { type: [HintJson] })
  hints!: HintJson[];
}

/** The preview in JSON. `isVisible`: whether the caller may see another case. */
export async function actPreviewJson(
  preview: Preview | Refusal,
  caller: Caller,
  isVisible: (number: string) => Promise<boolean>,
  besideOf: (after: CaseState, rulebook: Rulebook, at: string) => Promise<BesideNextActs>,
): Promise<ActPreviewJson> {
  if (isRefusal(preview))
    return {
      refusal: refusalJson(preview, caller),
      tier: null,
      tierName: null,
      status: null,
      statusName: null,
      clocks: [],
      notices: [],
      violations: [],
      followUps: [],
      nextActs: [],
      hints: [],
    };
  const { before, after, rulebook } = preview;
  const at = lastActAt(after);
  const { language } = caller;
  const local = localTime(rulebook.timeZone);
  const tier = rulebook.tiers.find(({ id }) => id === after.tier);
  return {
    refusal: null,
    tier: after.tier,
    tierName: tier?.name[language] ?? after.tier,
    status: after.status,
    statusName: statusName(after.status)[language],
    clocks: after.clocks.map((clock) => ({
      ...clockJson(clock, after, caller, rulebook, local),
      change: changeOf(
        before?.clocks.find(({ id }) => id === clock.id),
        clock,
      ),
    })),
    notices: preview.notices.map((notice) => noticeJson(notice, after, caller, rulebook)),
    violations: after.violations
      .slice(before?.violations.length ?? 0)
      .map((violation) => violationJson(violation, after.kind, caller, local)),
    followUps: await followUpsOf(preview, isVisible),
    nextActs: nextActsJson(after, caller, rulebook, at, await besideOf(after, rulebook, at)),
    hints: hintsFor(wordsFor(caller, after), caller),
  };
}

function refusalJson(refusal: Refusal, { language }: Caller): PreviewedRefusalJson {
  const problem = ApiProblem.from(refusal);
  const { code, title, status, detail } = problem.json(language, '') as Omit<PreviewedRefusalJson, 'clause'>;
  return { code, title, status, detail, clause: refusal.clause ?? null };
}

function changeOf(before: ClockState | undefined, after: ClockState): (typeof clockChanges)[number] {
  if (!before) return 'started';
  if (before.metAt !== after.metAt) return 'met';
  if (before.stoppedAt !== after.stoppedAt) return 'stopped';
  if (before.breachedAt !== after.breachedAt) return 'late';
  if (before.pausedAt !== after.pausedAt) return after.pausedAt ? 'paused' : 'resumed';
  if (before.due !== after.due) return 'moved';
  return before.extensions.length === after.extensions.length ? 'kept' : 'asked';
}

function noticeJson(
  { role, kind, clause, clock, text, people }: PreviewedNotice,
  { organisation }: CaseState,
  { actor, language }: Caller,
  { roles }: Rulebook,
): PreviewedNoticeJson {
  const customer = kind === 'step';
  return {
    role,
    roleName: roles[role]?.name[language] ?? (customer ? customerName[language] : role),
    customer,
    kind,
    clause,
    clock,
    text: text[language],
    // The directory of an organisation is read by its own people.
    names: actor.organisation === organisation ? people : [],
  };
}

/** What a clock enters by itself is not what follows from the act. */
const ofClocks = ['warn', 'breach', 'escalate', 'urge'];

async function followUpsOf(
  { before, after, entries, otherCases }: Preview,
  isVisible: (number: string) => Promise<boolean>,
): Promise<FollowUpJson[]> {
  const acts = (made: Entry[]) => made.map(({ act }) => act).filter((act) => !ofClocks.includes(act));
  const [, ...own] = acts(entries);
  const asked = after.links.filter(
    ({ key, relation, state }) =>
      relation === 'child' && state === 'asked' && !before?.links.some((link) => link.key === key),
  );
  const others = await Promise.all(
    otherCases.map(async ({ state, entries: made }) => {
      const visible = await isVisible(state.number);
      return acts(made).map((act) => ({
        number: visible ? state.number : null,
        kind: visible ? state.kind : null,
        act,
      }));
    }),
  );
  return [
    ...own.map((act) => ({ number: before && after.number, kind: after.kind, act })),
    ...asked.map(({ kind }) => ({ number: null, kind: kind ?? null, act: 'record' })),
    ...others.flat(),
  ];
}
