import { customerPageName, customerPageRole } from '../../domain/actor.js';
import type { CaseState, CaseChange, ClockState, NoticeRequest } from '../../domain/case/case.js';
import { isRunning } from '../../domain/clocks/clocks.js';
import { clockName, type Rulebook } from '../../domain/rulebook/rulebook.js';
import type { Language } from '../../domain/text.js';
import type { TimelineRow } from '../../ledger/read/case.js';
import { withoutRedacted, type RedactedWords } from '../permission/redaction.js';
import { rowOf } from '../../domain/kinds/kinds.js';
import { violationText } from './case-json.js';
import { localTime } from './clock-json.js';
import { caseNamesIn } from './listed-case.js';
import type { ChangesJson, ClockChangeJson, EntryJson } from './timeline-json.js';
import { nameOfEntry } from './timeline-table.js';
import { clockAsLeft, noticeTextOf, stateAsEntered, toldOutcome } from './told-notices.js';

/** An entry as a timeline shows it. `redacted`: the words its reader does not get. */
export function entryJson(
  row: TimelineRow,
  state: CaseState,
  rulebook: Rulebook,
  language: Language,
  redactedWords: RedactedWords,
  hasChannels: boolean,
): EntryJson {
  const { kind } = state;
  const local = localTime(rulebook.timeZone);
  const roleName = (role: string) =>
    role === customerPageRole ? customerPageName[language] : caseNamesIn(rulebook, language).role(role);
  const asEntered = stateAsEntered(state, row.changes);
  return {
    seq: row.seq,
    act: row.act,
    actName: nameOfEntry(kind, row.act, row.facts, language),
    actor: {
      id: row.actor,
      name: row.name ?? roleName(row.actor),
      ...(typeof row.facts['for'] === 'string'
        ? { for: { id: row.facts['for'], name: row.for_name ?? row.facts['for'] } }
        : {}),
      ...(typeof row.facts['tokenBy'] === 'string'
        ? { tokenBy: { id: row.facts['tokenBy'], name: row.token_by_name ?? row.facts['tokenBy'] } }
        : {}),
    },
    role: row.role,
    roleName: roleName(row.role),
    at: local(row.at.toISOString()),
    happenedAt: local(row.happened_at.toISOString()),
    ...(typeof row.facts['deviceAt'] === 'string' ? { deviceAt: local(row.facts['deviceAt']) } : {}),
    input:
      redactedWords === 'all'
        ? null
        : redactedWords.length > 0
          ? withoutRedacted(row.input, rowOf(kind, row.act)?.fields, redactedWords)
          : row.input,
    erased: row.seq < Number(state.facts['erasedUpTo'] ?? 0),
    facts: row.facts,
    changes: changesJson(row, state, rulebook, language, redactedWords.length > 0),
    notices: row.notices.map((notice: NoticeRequest) => ({
      role: notice.role,
      roleName: roleName(notice.role),
      kind: notice.kind,
      clause: notice.clause,
      text: noticeTextOf(notice, asEntered, rulebook, language, row.facts['due']),
      ...toldOutcome(notice, row.on_their_way, language, hasChannels),
    })),
  };
}

function changesJson(
  row: TimelineRow,
  state: CaseState,
  rulebook: Rulebook,
  language: Language,
  redacted: boolean,
): ChangesJson {
  const local = localTime(rulebook.timeZone);
  const summary: ChangesJson = { clocks: [], links: [], violations: [], violationTexts: [] };
  for (const change of row.changes as CaseChange[]) {
    switch (change.type) {
      case 'status':
        summary.status = change.to;
        break;
      case 'tier':
        summary.tier = change.to;
        break;
      case 'department':
        summary.department = change.to;
        break;
      case 'round':
        summary.round = change.to;
        break;
      case 'clock':
      case 'clock-moved': {
        const clock = clockAsLeft(change, state)!;
        summary.clocks.push({
          clock: clock.id,
          clause: clock.clause,
          name: clockName(rulebook, state.kind, clock)[language],
          what: clockChangeOf(clock, row),
          due: local(clock.due),
        });
        break;
      }
      case 'link':
        if (change.link.number && !(redacted && change.link.relation === 'same-customer'))
          summary.links.push(change.link.number);
        break;
      case 'violation':
        summary.violations.push(change.violation.clause);
        summary.violationTexts.push(violationText(change.violation, state.kind)[language]);
        break;
      default:
    }
  }
  return summary;
}

/** What an entry did to a clock, read off the clock as it left it. */
function clockChangeOf(clock: ClockState, { act, at, facts }: TimelineRow): ClockChangeJson['what'] {
  const now = at.toISOString();
  if (act === 'move-version' && isRunning(clock) && clock.recount?.at !== now) return 'kept';
  if (['warn', 'breach', 'escalate', 'urge'].includes(act) && facts['clock'] === clock.id) return act;
  if (clock.metAt) return 'met';
  if (clock.stoppedAt) return 'stopped';
  if (clock.pausedAt) return 'paused';
  const extension = clock.extensions.at(-1);
  if (extension?.decidedAt === now) return extension.granted ? 'extension-granted' : 'extension-refused';
  if (extension?.askedAt === now) return 'extension-asked';
  if (clock.pauses.at(-1)?.to === now) return 'resumed';
  return clock.due === clock.originalDue ? 'started' : 'moved';
}
