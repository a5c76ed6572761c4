import type { ActRow } from '../domain/deciding/act.js';
import type { FollowUpAct } from '../domain/deciding/effects.js';
import type { RelatedCaseQuery, RelatedCaseResults } from '../domain/deciding/related-case-query.js';
import { belongsTo, type Actor } from '../domain/actor.js';
import type { ActRequest } from '../domain/deciding/enter-act.js';
import { openCase, openHistoricalCase } from '../domain/deciding/open-case.js';
import type { SiteTeams } from '../domain/dispatch/dispatch.js';
import { kinds, rowOf } from '../domain/kinds/kinds.js';
import { isRefusal, refuse, type Refusal } from '../domain/refusal.js';
import { inZone } from '../domain/time/zone.js';
import { admitOpening, strangerProblem } from './admission.js';
import { blankCase } from './blank-case.js';
import type { CaseAccess } from './case-store.js';
import { CaseWork, type WorkTime } from './case-work.js';
import { numberOfCase, type ReservedNumber } from './case-numbers.js';
import { findNamedFiles, noFiles, type NamedFiles } from './files/named-files.js';
import { enterFollowUps } from './follow-ups.js';
import { isKeptRefusal, rememberRefusal, replayAnswer } from './keys.js';
import { runRelatedQueries } from './related-cases.js';
import type { KeyedRequest, LedgerAnswer, OpenRequest, StoredAnswer } from './request.js';
import { teamsForOpening } from './teams-of-case.js';
import type { RulebookStore } from './versions/rulebooks.js';
import type { TimeSource } from './time-source.js';
import { runPrepared, type Connection } from './transaction.js';

/**
 * What an attempt works with. `reserved`: the number that was taken for the case; undefined where nothing could be, as
 * where there is no such site. Without `request` nothing is remembered. `imported`: read from a table; `past` (UTC ISO):
 * entered as history.
 */
interface Opening {
  cases: CaseAccess;
  rulebooks: RulebookStore;
  reserved: ReservedNumber | undefined;
  request?: KeyedRequest;
  imported?: boolean;
  past?: string | undefined;
}

/** One attempt at opening a case; undefined where it needs a transaction. */
export async function attemptOpening(
  { cases, rulebooks, reserved, request, imported = false, past }: Opening,
  runner: Connection,
  actor: Actor,
  asked: OpenRequest,
  inTransaction: boolean,
): Promise<LedgerAnswer | Refusal | undefined> {
  const found = await lookUpForOpening(runner, asked.site, request);
  if (request && found.storedAnswer) return replayAnswer(runner, request, found.storedAnswer);
  const time = await cases.time(found.at);
  const { now } = time;
  const admitted = admitOpening(actor, asked, imported);
  const [opening, looks] = isRefusal(admitted) ? [asked, false] : [admitted, !past];
  const queries = looks ? relatedQueriesOfOpening(rulebooks, opening, now) : undefined;
  if (queries && !inTransaction) return undefined;
  const relatedCases = queries && (await runRelatedQueries(runner, opening.site, queries));
  const teams = looks ? await teamsForOpening(runner, rulebooks, opening, now, relatedCases) : undefined;
  const files = isRefusal(admitted)
    ? noFiles
    : await findNamedFiles(runner, { ...opening, act: 'record' }, found.site?.organisation);
  if (isRefusal(files)) return refuseOpening(runner, files, request);
  const lookedUp = { imported, past, relatedCases, teams, files, reserved };
  const decided = decideOpening(rulebooks, actor, opening, time, found, lookedUp);
  if (isRefusal(decided)) return refuseOpening(runner, decided, request);
  const { work, followUps } = decided;
  const stranger = await strangerProblem(runner, { actor, imported }, { ...opening, at: now }, work.entries[0]!);
  if (stranger) return refuseOpening(runner, stranger, request);
  if (followUps.length > 0 && !inTransaction) return undefined;
  return enterFollowUps(cases, runner, rulebooks, await cases.commit(runner, work, !past, request), followUps);
}

/** A case that was not taken leaves nothing behind but the answer under its key. */
export async function refuseOpening(
  runner: Connection,
  refusal: Refusal,
  request: KeyedRequest | undefined,
): Promise<Refusal> {
  if (request && isKeptRefusal(request, refusal)) await rememberRefusal(runner, request, refusal);
  return refusal;
}

/** What is looked up before a case is opened. */
interface OpeningLookup {
  at: Date;
  site: { kind: string; organisation: string; rulebooks: string[]; ended_at: string | null } | null;
  storedAnswer: StoredAnswer | null;
}

/** Looks up what opening a case depends on. */
async function lookUpForOpening(
  runner: Connection,
  site: string,
  request: KeyedRequest | undefined,
): Promise<OpeningLookup> {
  const [found] = await runPrepared<OpeningLookup>(runner, openingStatement, [
    site,
    request?.actor ?? null,
    request?.key ?? null,
  ]);
  return found!;
}

const openingStatement = {
  name: 'banjie-begin',
  text: `SELECT clock_timestamp() AS at, (SELECT to_jsonb(sites) FROM sites WHERE id = $1) AS site,
      (SELECT to_jsonb(idempotency_keys) FROM idempotency_keys WHERE actor = $2 AND key = $3) AS "storedAnswer"`,
};

/**
 * The case with its first entry and what is entered on others with it, or why it is not taken. `past` (UTC ISO):
 * entered as history, with that time as its own.
 */
function decideOpening(
  rulebooks: RulebookStore,
  actor: Actor,
  opening: OpenRequest,
  time: WorkTime,
  found: OpeningLookup,
  lookedUp: {
    imported: boolean;
    past?: string | undefined;
    relatedCases?: RelatedCaseResults | undefined;
    teams?: SiteTeams | undefined;
    files: NamedFiles;
    reserved: ReservedNumber | undefined;
  },
): { work: CaseWork; followUps: FollowUpAct[] } | Refusal {
  const { imported, past, relatedCases, teams, files, reserved } = lookedUp;
  const { now } = time;
  const current = rulebooks.current(opening.rulebook, now);
  const rulebook = current && rulebooks.messages.wordedFor(found.site?.organisation ?? '', current, now);
  if (!rulebook)
    return refuse(
      'unknown-rulebook',
      `No rulebook '${opening.rulebook}' here: see /v1/rulebooks.`,
      `没有规程“${opening.rulebook}”，请查看规程目录。`,
    );
  const table = Object.hasOwn(kinds, opening.kind) ? kinds[opening.kind] : undefined;
  const rules = rulebook.kinds[opening.kind];
  if (!table || !rules)
    return refuse(
      'unknown-kind',
      `Rulebook '${rulebook.name}' has no kind '${opening.kind}': ${Object.keys(rulebook.kinds).join(', ')}.`,
      `${rulebook.title['zh-CN']}没有这一案件种类。`,
    );
  const { site } = found;
  if (!site || !belongsTo(actor, site.organisation))
    return refuse('bad-input', `No site '${opening.site}'.`, `没有项目“${opening.site}”。`);
  if (site.ended_at)
    return refuse(
      'bad-input',
      `The site '${opening.site}' is closed: no new case is taken there.`,
      '该项目已关闭，不再受理新案件。',
    );
  if (!site.rulebooks.includes(rulebook.name)) {
    return refuse(
      'bad-input',
      `Rulebook '${rulebook.name}' does not hold at '${opening.site}': use ${site.rulebooks.join(', ')}.`,
      `${rulebook.title['zh-CN']}不适用于此项目，适用的有：${site.rulebooks.map((name) => rulebooks.current(name, now)?.title['zh-CN'] ?? name).join('、')}。`,
    );
  }
  if (past && past > now)
    return refuse(
      'bad-time',
      'A past case lies in the past: check its date.',
      '历史案件的日期不能在将来，请核对日期。',
      'X-5',
    );
  const openedAt = past ?? now;
  const number = numberOfCase(reserved, rules.prefix, inZone(openedAt, rulebook.timeZone).slice(0, 4));
  const blank = blankCase(number, opening, rulebook, site, openedAt);
  const request: ActRequest = {
    actor,
    act: 'record',
    input: opening.input as Record<string, unknown>,
    at: openedAt,
    ...(imported ? { imported } : {}),
    ...(relatedCases ? { relatedCases } : {}),
    ...(teams ? { teams } : {}),
  };
  const decision = past
    ? openHistoricalCase(blank, table, request, rulebook, now)
    : openCase(blank, table, request, rulebook);
  if (isRefusal(decision)) return decision;
  const work = CaseWork.ofNew(time, rulebook);
  work.enterAct(decision, files);
  return { work, followUps: decision.followUps };
}

/** What the numbers of such cases begin with; undefined where there are none. */
export async function prefixOfNumbers(
  rulebooks: RulebookStore,
  time: TimeSource,
  { rulebook, kind }: OpenRequest,
): Promise<string | undefined> {
  const now = (await time.now(new Date())).toISOString();
  return rulebooks.current(rulebook, now)?.kinds[kind]?.prefix;
}

/** Whether opening such a case may depend on others. */
export function mayQueryRelatedCases(kind: string): boolean {
  return rowOf(kind, 'record')?.relatedQueries !== undefined;
}

/** What has to be looked up among other cases before this one is opened; undefined where it depends on none. */
function relatedQueriesOfOpening(
  rulebooks: RulebookStore,
  { kind, rulebook: name, input }: OpenRequest,
  at: string,
): Readonly<Record<string, RelatedCaseQuery>> | undefined {
  const rulebook = rulebooks.current(name, at);
  const row = rowOf(kind, 'record') as ActRow<unknown> | undefined;
  return rulebook && row?.relatedQueries?.({ number: '', facts: {}, at, input, rulebook });
}
