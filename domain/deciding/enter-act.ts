import { systemActor, type Actor } from '../actor.js';
import type { CaseState, CaseWords, EntryDraft } from '../case/case.js';
import type { ActFields } from '../case/fields.js';
import { fold } from '../case/fold.js';
import type { SiteTeams } from '../dispatch/dispatch.js';
import type { Rulebook } from '../rulebook/rulebook.js';
import type { Scalar } from '../text.js';
import type { ActContext, ActRow } from './act.js';
import { applyEffects, reopens } from './apply-effects.js';
import { parentLinks } from './child-links.js';
import type { Effects, FollowUpAct } from './effects.js';
import type { RelatedCaseResults } from './related-case-query.js';
import type { TargetSite } from './target-site.js';

/**
 * A request to act on a case. `at` is the ledger's clock (UTC ISO); `happenedAt` may lie before it; `deviceAt` is
 * what the device showed it was done with, right or wrong.
 */
export interface ActRequest {
  actor: Actor;
  act: string;
  input: Record<string, unknown>;
  at: string;
  happenedAt?: string;
  deviceAt?: string;
  /** Of a new case: read from a table, which may say more than a form. */
  imported?: boolean;
  /** The other cases that the row depends on (`ActRow.relatedQueries`). */
  relatedCases?: RelatedCaseResults;
  /** The version the case is to be moved to (`move-version`). */
  targetRulebook?: Rulebook | undefined;
  /** The site the case is to be moved to (`correct`). */
  targetSite?: TargetSite | undefined;
  /** The teams of the site (`ActRow.teams`). */
  teams?: SiteTeams;
}

/** The entry the act makes, and acts on other cases that are entered with it or not at all. */
export interface Decision {
  entry: EntryDraft;
  followUps: FollowUpAct[];
  /** The act that the system does on the same case right after it. */
  nextRequest?: ActRequest;
  /** The teams it was decided with, for an automatic act that follows. */
  teams?: SiteTeams | undefined;
}

/** What an act brings about: what its row says, and the words of the case that its fields hold. */
export function effectsOf(row: ActRow<Record<string, unknown>>, context: ActContext<Record<string, unknown>>): Effects {
  const effects = row.effects?.(context);
  const caseWords = { ...ownWords(row.fields ?? {}, context.input), ...effects?.words };
  const opens = effects?.childCases?.map((child) => ({ clause: context.clause, ...child }));
  return {
    ...(row.to ? { to: row.to } : {}),
    ...effects,
    ...(Object.keys(caseWords).length ? { words: caseWords } : {}),
    ...(opens ? { childCases: opens } : {}),
  };
}

/** What fields say that are words of the case itself. */
function ownWords(fields: ActFields, input: Record<string, unknown>): CaseWords {
  const caseWords: CaseWords = {};
  for (const [name, { word }] of Object.entries(fields))
    if (word && typeof input[name] === 'string') caseWords[word] = input[name];
  return caseWords;
}

/** Notifies the case this one was opened from that it has not ended after all. */
function reopenedNotices(state: CaseState, effects: Effects): FollowUpAct[] {
  const parentsToNotify = reopens(state, effects) ? parentLinks(state).filter((link) => link.state === 'ended') : [];
  return parentsToNotify.map((link) => ({
    number: link.number!,
    act: 'child-reopened',
    input: { key: link.childKey, number: state.number },
  }));
}

/** The entry of an act that is legal, with what follows from it. Pure. */
export function enterAct(
  state: CaseState,
  request: ActRequest,
  post: { role: string; for?: string },
  happenedAt: string,
  effects: Effects,
  rulebook: Rulebook,
): Decision {
  const performed = { act: request.act, by: request.actor.id, ...post, at: request.at, happenedAt };
  const { changes, notices } = applyEffects(state, performed, effects, rulebook);
  const after = fold(state, { changes });
  const facts: Record<string, Scalar> = {
    status: after.status,
    tier: after.tier,
    round: after.round,
    ...(post.for === undefined ? {} : { for: post.for }),
    // In the facts, and so in the hash of the entry: that it was done with a token that somebody else had made.
    ...(request.actor.kind === 'person' && request.actor.tokenBy !== undefined
      ? { tokenBy: request.actor.tokenBy }
      : {}),
    ...(request.deviceAt === undefined ? {} : { deviceAt: request.deviceAt }),
  };
  const entry: EntryDraft = {
    act: request.act,
    actor: request.actor.id,
    role: post.role,
    at: request.at,
    happenedAt,
    input: request.input,
    facts,
    changes,
    notices,
  };
  const { at, relatedCases, teams } = request;
  const next: ActRequest | undefined = effects.nextAct && {
    actor: systemActor,
    ...effects.nextAct,
    at,
    ...(relatedCases ? { relatedCases } : {}),
    ...(teams ? { teams } : {}),
  };
  return {
    entry,
    teams,
    followUps: [...(effects.followUps ?? []), ...reopenedNotices(state, effects)],
    ...(next ? { nextRequest: next } : {}),
  };
}
