import type { CaseState, CaseChange, ClockState, NoticeRequest } from '../../domain/case/case.js';
import { noticeOutcome, noticeOutcomes, noticeOutcomeText } from '../../domain/notices/notice-outcome.js';
import { noticeOfClock, noticeSentence } from '../../domain/notices/notice-sentence.js';
import { noticeFacts } from '../../domain/notices/templates.js';
import type { Rulebook } from '../../domain/rulebook/rulebook.js';
import type { Language } from '../../domain/text.js';
import type { TimelineRow } from '../../ledger/read/case.js';

/** The case with the clocks as an entry left them: a deadline that it set is shown as it was then. */
export function stateAsEntered(state: CaseState, changes: CaseChange[]): CaseState {
  return { ...state, clocks: [...state.clocks, ...changes.flatMap((change) => clockAsLeft(change, state) ?? [])] };
}

/** What a notice says: its sentence, or what the customer gets, with nothing left to fill in. */
export function noticeTextOf(
  notice: Pick<NoticeRequest, 'kind' | 'clause' | 'text'> & { clock?: string | null },
  asEntered: CaseState,
  rulebook: Rulebook,
  language: Language,
  dueThen: unknown,
): string {
  if (notice.kind === 'step') return noticeFacts(notice, asEntered, rulebook, language, '').what;
  return noticeSentence(notice, noticeOfClock(notice, asEntered, rulebook, dueThen), rulebook, language);
}

/** What has become of a notice to a role: the best of what has become of it for its people. */
export function toldOutcome(
  { role, kind, clause }: NoticeRequest,
  all: TimelineRow['on_their_way'],
  language: Language,
  hasChannels: boolean,
): { outcome: string; reason: string | null; outcomeText: string } {
  const nobody = { kind, person: null, planned: true, deliveries: [] };
  const own = all.filter((one) => one.role === role && one.kind === kind && one.clause === clause);
  const [best] = (own.length > 0 ? own : [nobody])
    .map((notice) => ({ notice, found: noticeOutcome(notice, hasChannels) }))
    .sort((one, other) => noticeOutcomes.indexOf(one.found.outcome) - noticeOutcomes.indexOf(other.found.outcome));
  return { ...best!.found, outcomeText: noticeOutcomeText(best!.notice, best!.found, language) };
}

/** A clock as a change left it; undefined where it is about none. Of one that was moved, the rest is as it is now. */
export function clockAsLeft(change: CaseChange, state: CaseState): ClockState | undefined {
  if (change.type === 'clock') return change.clock;
  if (change.type !== 'clock-moved') return undefined;
  const clock = state.clocks.find(({ id }) => id === change.id);
  const since = { metAt: null, stoppedAt: null, pausedAt: null, extensions: [], pauses: [] };
  return clock && { ...clock, ...since, ...change.set };
}
