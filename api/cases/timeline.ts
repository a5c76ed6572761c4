import { customerPageName, customerPageRole } from '../../domain/actor.js';
import type { CaseState, CaseChange, ClockState, NoticeRequest } from '../../domain/case/case.js';
import { isRunning } from '../../domain/clocks/clocks.js';
import { clockName, type Rulebook } from '../../domain/rulebook/rulebook.js';
import { noticeOutcomes } from '../../domain/notices/notice-outcome.js';
import type { Language, Scalar } from '../../domain/text.js';
import type { TimelineRow } from '../../ledger/read/case.js';
import { QueryNumber } from '../body-fields.js';
import { withoutRedacted, type RedactedWords } from '../permission/redaction.js';
import { ApiField, ApiFieldInstant, ApiFieldMap } from '../api-field.js';
import { TableFormatField, type TableFormat } from '../tables/table.service.js';
import { rowOf } from '../../domain/kinds/kinds.js';
import { violationText } from './case-json.js';
import { localTime } from './clock-json.js';
import { clockAsLeft, noticeTextOf, stateAsEntered, toldOutcome } from './told-notices.js';

/** Entries of a page of a timeline. */
export const timelineLimit = 100;

export class TimelineDto {
  @QueryNumber('How many of the first entries are passed over: `next` of the page before.', { min: 0, max: 1_000_000 })
  after?: number;

  @QueryNumber(`How many at most; ${timelineLimit} unless said otherwise.`, { min: 1, max: 200 })
  limit?: number;

  @TableFormatField()
  format?: TableFormat;
}

class BehalfJson {
  @ApiField('id of the person') id!: string;
  @ApiField('their name') name!: string;
}

class ActorJson {
  @ApiField('id of the person, `desk`, `engine-operator` or `customer-page`') id!: string;
  @ApiField('their name') name!: string;
  @ApiField('whom they stood in for (委托代理): id and name', { required: false, type: () => BehalfJson })
  for?: BehalfJson;
  @ApiField('who made the token it was done with, where that was not the person themself: id and name', {
    required: false,
    type: () => BehalfJson,
  })
  tokenBy?: BehalfJson;
}

class ClockChangeJson {
  @ApiField('id of the clock') clock!: string;
  @ApiField('its clause') clause!: string;
  @ApiField("its name in the caller's language") name!: string;
  @ApiField('what happened to it', {
    enum: [
      'started',
      'met',
      'stopped',
      'paused',
      'resumed',
      'moved',
      'kept',
      'extension-asked',
      'extension-granted',
      'extension-refused',
      'warn',
      'breach',
      'escalate',
      'urge',
    ],
  })
  what!: string;
  @ApiFieldInstant('when it is due since') due!: string;
}

class ChangesJson {
  @ApiField('the new status', { required: false }) status?: string;
  @ApiField('the new tier', { required: false, nullable: true }) tier?: string | null;
  @ApiField('the new department', { required: false, nullable: true }) department?: string | null;
  @ApiField('the new round', { required: false, type: 'integer' }) round?: number;
  @ApiField('what happened to clocks', { type: [ClockChangeJson] }) clocks!: ClockChangeJson[];
  @ApiField('numbers of cases it was linked with', { type: [String] }) links!: string[];
  @ApiField('clauses that were broken', { type: [String] }) violations!: string[];
  @ApiField('the same in sentences: what is missing, by the labels of the form, and how it is mended', {
    type: [String],
  })
  violationTexts!: string[];
}

class ToldJson {
  @ApiField('role that was notified') role!: string;
  @ApiField('its name') roleName!: string;
  @ApiField('what for') kind!: string;
  @ApiField('under which clause') clause!: string;
  @ApiField('text of the notice; of a deadline: what is due or late, since when, by the time of the place, and whose')
  text!: string;
  @ApiField('what has become of it; of several people of a role the best of it', { enum: [...noticeOutcomes] })
  outcome!: string;
  @ApiField('why it was not sent: a code', { nullable: true }) reason!: string | null;
  @ApiField("the same in the caller's language") outcomeText!: string;
}

export class EntryJson {
  @ApiField('number of the entry', { type: 'integer' }) seq!: number;
  @ApiField('the act, or the moment of a clock') act!: string;
  @ApiField('who acted', { type: ActorJson }) actor!: ActorJson;
  @ApiField('in which role') role!: string;
  @ApiField('name of the role') roleName!: string;
  @ApiFieldInstant('when it was entered') at!: string;
  @ApiFieldInstant('when it happened') happenedAt!: string;
  @ApiFieldInstant('what the device showed that kept it until it could be sent; nothing counts by it', {
    required: false,
  })
  deviceAt?: string;
  @ApiFieldMap('what was entered; null for the person the case is about', { nullable: true }) input!: Record<
    string,
    unknown
  > | null;
  @ApiField('whether what was said in it was erased: it is null in `input`') erased!: boolean;
  @ApiFieldMap('facts that went to the engine') facts!: Record<string, Scalar>;
  @ApiField('what it changed', { type: ChangesJson }) changes!: ChangesJson;
  @ApiField('who was notified', { type: [ToldJson] }) notices!: ToldJson[];
}

export class TimelineJson {
  @ApiField('number of the case') number!: string;
  @ApiField('its kind') kind!: string;
  @ApiField(
    'its entries in the order in which things happened, oldest first; those entered late stand where they belong',
    { type: [EntryJson] },
  )
  entries!: EntryJson[];
  @ApiField('give as `after` for the following entries; null where these are the last', {
    nullable: true,
    type: 'integer',
  })
  next!: number | null;
}

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
    role === customerPageRole ? customerPageName[language] : (rulebook.roles[role]?.name[language] ?? role);
  const asEntered = stateAsEntered(state, row.changes);
  return {
    seq: row.seq,
    act: row.act,
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
