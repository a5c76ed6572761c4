import { Inject, Injectable } from '@nestjs/common';
import type { Rulebook } from '../../domain/rulebook/rulebook.js';
import type { Language } from '../../domain/text.js';
import { DAY_MS, zoneOf } from '../../domain/time/zone.js';
import { Ledger } from '../../ledger/ledger.js';
import { revisitCases, type RevisitCase } from '../../ledger/read/revisits.js';
import { tasksFor, type TaskListRow } from '../../ledger/read/task-lists.js';
import { ApiField, ApiFieldInstant } from '../api-field.js';
import { localTime } from '../cases/clock-json.js';
import { ListedCaseJson, listedCaseJson } from '../cases/listed-case.js';
import type { Caller } from '../permission/caller.js';
import { redactedFor } from '../permission/redaction.js';
import { TaskService } from './task.service.js';

/** So many calls are shown, the most pressing: nobody makes more in a day. */
const maxRevisits = 200;

class RevisitAttemptJson {
  @ApiFieldInstant('when') at!: string;
  @ApiField('what came of it: as the field `outcome` of the act') outcome!: string;
  @ApiField('who called', { nullable: true }) byName!: string | null;
}

class RevisitJson extends ListedCaseJson {
  @ApiField('clause of the task') clause!: string;
  @ApiFieldInstant('by when') due!: string;
  @ApiField('whether that has passed') late!: boolean;
  @ApiField('true where it is meant for you and nobody else') yoursAlone!: boolean;
  @ApiField('what was done, in the words of whoever did it; null for readers who may not see it', { nullable: true })
  done!: string | null;
  @ApiField('what the rule asks of the call') script!: string;
  @ApiField('clause of the script') scriptClause!: string;
  @ApiField('calls made in this round, oldest first', { type: [RevisitAttemptJson] }) attempts!: RevisitAttemptJson[];
  @ApiField('so many calls, and the case may be filed without an answer', { type: 'integer' }) attemptsAsked!: number;
  @ApiFieldInstant('until when the next attempt is to be made, after one that was not taken', { nullable: true })
  nextTry!: string | null;
  @ApiField('acts that get it done', { type: [String] }) acts!: string[];
}

export class RevisitsJson {
  @ApiField(`the calls, the most pressing first; at most ${maxRevisits}`, { type: [RevisitJson] })
  revisits!: RevisitJson[];
}

/** The calls back (回访) that are due, or will be today. */
@Injectable()
export class RevisitService {
  constructor(
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(TaskService) private readonly taskService: TaskService,
  ) {}

  async queue(who: Caller): Promise<RevisitsJson> {
    const { now, reader } = await this.taskService.reader(who);
    const books = this.ledger.rulebooks.all();
    // "The same day" ends with midnight itself; what is due later in the zone of its own rulebook is left out below.
    const ends = books.map(({ timeZone }) => dayEndAfter(timeZone, now));
    const filter = { act: 'revisit', dueUntil: ends.sort().at(-1) ?? now.toISOString() };
    const rows = await tasksFor(this.ledger.source, reader, undefined, maxRevisits, filter);
    const first = new Map<string, TaskListRow>();
    for (const row of rows)
      if (!first.has(row.number) && row.facts['aboutPerson'] !== who.actor.id) first.set(row.number, row);
    const cases = await revisitCases(this.ledger.source, [...first.keys()], retryRules(books));
    const items = await Promise.all([...first.values()].map((row) => this.item(who, row, cases.get(row.number), now)));
    return { revisits: items.flat() };
  }

  private async item(who: Caller, row: TaskListRow, known: RevisitCase | undefined, now: Date): Promise<RevisitJson[]> {
    const rulebook = await this.ledger.rulebooks.get(row.rulebook, row.version);
    const rule = rulebook.kinds[row.kind]?.revisit;
    if (!known || !rule || !row.due || row.due.toISOString() > dayEndAfter(rulebook.timeZone, now)) return [];
    const local = localTime(rulebook.timeZone);
    const { done, result, answer } = known.words;
    return [
      {
        ...listedCaseJson(who, row, rulebook),
        clause: row.clause,
        due: local(row.due.toISOString()),
        late: row.due < now,
        yoursAlone: row.person === who.actor.id,
        done: redactedFor(who, row) === 'all' ? null : (done ?? result ?? answer ?? null),
        script: scriptOf(rulebook, rule.clause, who.language),
        scriptClause: rule.clause,
        attempts: known.attempts.map((attempt) => ({ ...attempt, at: local(attempt.at) })),
        attemptsAsked: rule.attempts,
        nextTry: local(known.nextTry),
        acts: row.acts,
      },
    ];
  }
}

function scriptOf({ clauses }: Rulebook, clause: string, language: Language): string {
  return clauses[clause]?.text[language] ?? clause;
}

/** The end of the local day of an instant; UTC ISO. */
function dayEndAfter(timeZone: string, now: Date): string {
  const zone = zoneOf(timeZone);
  return new Date(zone.instantOf((zone.dayAt(now.getTime()) + 1) * DAY_MS)).toISOString();
}

/** The clocks that an unanswered call starts. */
function retryRules(books: readonly Rulebook[]): string[] {
  const rules = books.flatMap(({ kinds }) => Object.values(kinds).flatMap(({ clocks }) => clocks));
  return [...new Set(rules.flatMap(({ id, start }) => (start.includes('no-answer') ? [id] : [])))];
}
