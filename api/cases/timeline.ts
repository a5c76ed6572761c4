import type { CaseState, Change, ClockState, NoticeOrder } from '../../domain/case/case.js';
import { isRunning } from '../../domain/clocks/clocks.js';
import { clockName, type Rulebook } from '../../domain/rulebook/rulebook.js';
import { noticeFacts } from '../../domain/notices/templates.js';
import type { Language, Scalar } from '../../domain/text.js';
import type { TimelineRow } from '../../ledger/read/case.js';
import { QueryNumber } from '../fields.js';
import { withoutKept, type Kept } from '../reading.js';
import { Shown, ShownInstant, ShownMap } from '../shown.js';
import { AsTable, type Format } from '../tables/tables.js';
import { rowOf } from './act-table.js';
import { localTime } from './case-json.js';

export class TimelineDto {
  @QueryNumber('Only entries after this one.', { min: 0, max: 1_000_000 })
  after?: number;

  @QueryNumber('How many at most; 100 unless said otherwise.', { min: 1, max: 200 })
  limit?: number;

  @AsTable()
  format?: Format;
}

class BehalfJson {
  @Shown('id of the person') id!: string;
  @Shown('their name') name!: string;
}

class ActorJson {
  @Shown('id of the person, `desk` or `engine-operator`') id!: string;
  @Shown('their name') name!: string;
  @Shown('whom they stood in for (委托代理): id and name', { required: false, type: () => BehalfJson }) for?: BehalfJson;
}

class ClockChangeJson {
  @Shown('id of the clock') clock!: string;
  @Shown('its clause') clause!: string;
  @Shown("its name in the caller's language") name!: string;
  @Shown('what happened to it', { enum: ['started', 'met', 'stopped', 'paused', 'resumed', 'moved', 'kept', 'extension-asked', 'extension-granted', 'extension-refused', 'warn', 'breach', 'escalate', 'urge'] }) what!: string;
  @ShownInstant('when it is due since') due!: string;
}

class ChangesJson {
  @Shown('the new status', { required: false }) status?: string;
  @Shown('the new tier', { required: false, nullable: true }) tier?: string | null;
  @Shown('the new department', { required: false, nullable: true }) department?: string | null;
  @Shown('the new round', { required: false, type: 'integer' }) round?: number;
  @Shown('what happened to clocks', { type: [ClockChangeJson] }) clocks!: ClockChangeJson[];
  @Shown('numbers of cases it was linked with', { type: [String] }) links!: string[];
  @Shown('clauses that were broken', { type: [String] }) violations!: string[];
}

class ToldJson {
  @Shown('role that was told') role!: string;
  @Shown('its name') roleName!: string;
  @Shown('what for') kind!: string;
  @Shown('under which clause') clause!: string;
  @Shown('what they were told') text!: string;
}

export class EntryJson {
  @Shown('number of the entry', { type: 'integer' }) seq!: number;
  @Shown('the act, or the moment of a clock') act!: string;
  @Shown('who acted', { type: ActorJson }) actor!: ActorJson;
  @Shown('in which role') role!: string;
  @Shown('name of the role') roleName!: string;
  @ShownInstant('when it was entered') at!: string;
  @ShownInstant('when it happened') happenedAt!: string;
  @ShownMap('what was entered; null for whoever the case is about', { nullable: true }) input!: Record<string, unknown> | null;
  @ShownMap('facts that went to the engine') facts!: Record<string, Scalar>;
  @Shown('what it changed', { type: ChangesJson }) changes!: ChangesJson;
  @Shown('who was told', { type: [ToldJson] }) notices!: ToldJson[];
}

export class TimelineJson {
  @Shown('number of the case') number!: string;
  @Shown('its kind') kind!: string;
  @Shown('its entries, oldest first', { type: [EntryJson] }) entries!: EntryJson[];
  @Shown('give as `after` for the following entries; null where these are the last', { nullable: true, type: 'integer' }) next!: number | null;
}

/** An entry as a timeline shows it. `kept`: what of the words is kept from the reader. */
export function entryJson(row: TimelineRow, state: CaseState, rulebook: Rulebook, language: Language, kept: Kept): EntryJson {
  const { kind } = state;
  const local = localTime(rulebook.timeZone);
  const roleName = (role: string) => rulebook.roles[role]?.name[language] ?? role;
  // A deadline that the entry set is told as it was then.
  const asEntered = { ...state, clocks: [...state.clocks, ...(row.changes as Change[]).flatMap((change) => (change.type === 'clock' ? [change.clock] : []))] };
  return {
    seq: row.seq,
    act: row.act,
    actor: { id: row.actor, name: row.name ?? roleName(row.actor), ...(typeof row.facts['for'] === 'string' ? { for: { id: row.facts['for'], name: row.for_name ?? row.facts['for'] } } : {}) },
    role: row.role,
    roleName: roleName(row.role),
    at: local(row.at.toISOString()),
    happenedAt: local(row.happened_at.toISOString()),
    input: kept === 'all' ? null : kept.length > 0 ? withoutKept(row.input, rowOf(kind, row.act)?.fields, kept) : row.input,
    facts: row.facts,
    changes: changesJson(row, kind, rulebook, language, kept.length > 0),
    notices: row.notices.map((notice: NoticeOrder) => ({ role: notice.role, roleName: roleName(notice.role), kind: notice.kind, clause: notice.clause, text: noticeFacts(notice, asEntered, rulebook, language, '').what })),
  };
}

function changesJson(row: TimelineRow, kind: string, rulebook: Rulebook, language: Language, shielded: boolean): ChangesJson {
  const local = localTime(rulebook.timeZone);
  const summary: ChangesJson = { clocks: [], links: [], violations: [] };
  for (const change of row.changes as Change[]) {
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
      case 'clock': {
        const { clock } = change;
        summary.clocks.push({ clock: clock.id, clause: clock.clause, name: clockName(rulebook, kind, clock)[language], what: whatHappened(clock, row), due: local(clock.due) });
        break;
      }
      case 'link':
        if (change.link.number && !(shielded && change.link.relation === 'same-customer')) summary.links.push(change.link.number);
        break;
      case 'violation':
        summary.violations.push(change.violation.clause);
        break;
      default:
    }
  }
  return summary;
}

/** What an entry did to a clock, read off the clock as it left it. */
function whatHappened(clock: ClockState, { act, at, facts }: TimelineRow): ClockChangeJson['what'] {
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
