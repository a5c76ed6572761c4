import { Inject, Injectable } from '@nestjs/common';
import { personKeys } from '../../domain/case/subjects.js';
import type { Post } from '../../domain/actor.js';
import { isOpen } from '../../domain/time/opening.js';
import { rowOf } from '../../domain/kinds/kinds.js';
import { calendarOf } from '../../domain/rulebook/rulebook.js';
import {
  tasksFor,
  taskScopes,
  type TaskListRow,
  type TaskCursor,
  type TaskReader,
  type TaskScope,
} from '../../ledger/read/task-lists.js';
import { Ledger } from '../../ledger/ledger.js';
import type { Caller } from '../permission/caller.js';
import { localTime } from '../cases/clock-json.js';
import { caseNamesIn, ListedCaseJson, listedCaseJson } from '../cases/listed-case.js';
import { encodeCursor, decodeCursor } from '../cursor.js';
import { PageDto, PageJson, pageOf } from '../page.js';
import { ApiField, ApiFieldInstant } from '../api-field.js';
import { FreeText, Id, OneOf, QueryFlag } from '../body-fields.js';
import { searchOf } from '../cases/case-filter.js';
import { namesOfPeople } from '../../ledger/people/people.js';
import { redactedFor } from '../permission/redaction.js';
import { ExtensionRequestJson, ifUnanswered, pendingExtension } from './extension-request.js';
import { NextMomentJson, nextMomentJson } from './next-moment.js';
import { TableColumnsField, TableFormatField, type TableFormat } from '../tables/table.service.js';

export class TasksDto extends PageDto {
  @OneOf('Only those that are yours for this reason.', taskScopes, { optional: true })
  scope?: TaskScope;

  @Id('Only of this kind of case.', { optional: true })
  kind?: string;

  @Id('Only of this site.', { optional: true })
  site?: string;

  @Id('Only of this clause.', { optional: true, example: 'P-4.3.10.1' })
  clause?: string;

  @QueryFlag('Only those whose time has passed; `false`: only others.')
  late?: boolean;

  @FreeText('Only of cases with these words, phone, place, customer or number, like `q` of the list of cases.', {
    max: 100,
    optional: true,
  })
  q?: string;

  @FreeText('Only of cases of this phone, however it is written, or of one that ends in these four digits.', {
    max: 100,
    optional: true,
  })
  phone?: string;

  @FreeText('Only of cases of this place, however it is written, and what lies within it.', {
    max: 200,
    optional: true,
  })
  place?: string;

  @FreeText('Only of cases of customers whose name has this in it.', { max: 100, optional: true })
  customer?: string;

  @TableFormatField()
  format?: TableFormat;

  @TableColumnsField()
  columns?: string;
}

export class TaskJson extends ListedCaseJson {
  @ApiField(
    'id of the task within its case: that of its clock, or `<clock>:extension`; `<task>:<role>` where a role above may do it instead',
  )
  id!: string;
  @ApiField('what it is, by the name of its clock') name!: string;
  @ApiField('acts that get it done', { type: [String] }) acts!: string[];
  @ApiField('rulebook of the case, which says what its acts take') rulebook!: string;
  @ApiField('the version it was opened under') version!: string;
  @ApiField('its clause') clause!: string;
  @ApiField('whose it is') role!: string;
  @ApiField("its name in the caller's language") roleName!: string;
  @ApiField('of which department', { nullable: true }) department!: string | null;
  @ApiField('its name', { nullable: true }) departmentName!: string | null;
  @ApiField('in whose place it is yours; null where it is your own', { nullable: true }) for!: string | null;
  @ApiField('their name', { nullable: true }) forName!: string | null;
  @ApiField('true where it is meant for you and nobody else') yoursAlone!: boolean;
  @ApiField(
    'why it is in your list: meant for you, yours in the place of somebody, of a team you work in, of your role',
    {
      enum: taskScopes,
    },
  )
  scope!: TaskScope;
  @ApiFieldInstant('since when') since!: string;
  @ApiFieldInstant('by when', { nullable: true }) due!: string | null;
  @ApiField('whether that has passed') late!: boolean;
  @ApiFieldInstant('when somebody is or was warned', { nullable: true }) warnAt!: string | null;
  @ApiField('what happens next by itself, and who is told then', { nullable: true, type: NextMomentJson })
  next!: NextMomentJson | null;
  @ApiField('where it decides about more time: what is asked', { nullable: true, type: ExtensionRequestJson })
  request!: ExtensionRequestJson | null;
}

export class TaskPageJson extends PageJson {
  @ApiField('the tasks', { type: [TaskJson] }) tasks!: TaskJson[];
}

/** What the caller has to do now. */
@Injectable()
export class TaskService {
  constructor(@Inject(Ledger) private readonly ledger: Ledger) {}

  async page(
    who: Caller,
    { limit, cursor, format: _format, columns: _columns, q, phone, place: where, customer, ...narrowed }: TasksDto,
  ): Promise<TaskPageJson> {
    const filter = { ...narrowed, search: searchOf(who, { q, phone, place: where, customer }) };
    const { now, reader } = await this.reader(who);
    const place: TaskCursor | undefined = decodeCursor(cursor, ['due', 'number', 'id'], ['due']);
    const { rows, next } = await pageOf(
      limit,
      (count) => tasksFor(this.ledger.source, reader, place, count, filter),
      ({ due, number, id }) => encodeCursor({ due: due?.toISOString() ?? 'infinity', number, id }),
    );
    // Nobody acts on a case about themselves.
    const own = rows.filter((row) => row.facts['aboutPerson'] !== who.actor.id);
    const people = await namesOfPeople(
      this.ledger.source,
      own.flatMap(({ clocks, held_for: heldFor }) => {
        const { askedBy, askedFor } = pendingExtension(clocks ?? [])?.asked ?? {};
        return [askedBy, askedFor, heldFor].filter((id) => typeof id === 'string');
      }),
    );
    return { tasks: await Promise.all(own.map((row) => this.item(who, row, now, people))), next };
  }

  /** The caller as one who asks for their tasks, and the ledger's time. */
  async reader(who: Caller): Promise<{ now: Date; reader: TaskReader }> {
    const now = await this.ledger.time.now(new Date());
    const reader = {
      person: who.actor.id,
      posts: this.postsAt(who, now),
      organisationSites: who.organisationSites,
      keys: personKeys(who.actor),
      at: now.toISOString(),
    };
    return { now, reader };
  }

  /** The caller's posts, and those they stand in for while the calendar is closed (P-3.4). */
  private postsAt({ actor }: Caller, now: Date): Post[] {
    const standIns = this.ledger.rulebooks.all().flatMap((rulebook) =>
      actor.posts.flatMap((post) => {
        const rule = rulebook.roles[post.role]?.standsInFor;
        if (!rule || isOpen(calendarOf(rulebook, rule.outsideCalendar), now.getTime())) return [];
        return rule.roles.map((role) => ({ ...post, role }));
      }),
    );
    return [...actor.posts, ...standIns];
  }

  private async item(who: Caller, row: TaskListRow, now: Date, people: Map<string, string>): Promise<TaskJson> {
    const rulebook = await this.ledger.rulebooks.get(row.rulebook, row.version);
    const local = localTime(rulebook.timeZone);
    const { id, role, department, clause, kind } = row;
    const names = caseNamesIn(rulebook, who.language);
    const clock = row.clocks?.find((one) => one.id === id.split(':', 1)[0]);
    const rule = rulebook.kinds[kind]?.clocks.find((known) => known.id === clock?.rule);
    const asked = row.acts.includes('grant-extension') ? pendingExtension(row.clocks ?? []) : undefined;
    return {
      ...listedCaseJson(who, row, rulebook),
      id,
      clause,
      role,
      roleName: names.role(role),
      department,
      departmentName: names.department(department),
      for: row.held_for,
      forName: (row.held_for && people.get(row.held_for)) ?? null,
      scope: row.scope,
      name: rule?.name[who.language] ?? id,
      acts: row.acts.filter((act) => rowOf(kind, act)),
      rulebook: row.rulebook,
      version: row.version,
      yoursAlone: row.person === who.actor.id,
      since: local(row.since.toISOString()),
      due: local(row.due?.toISOString() ?? null),
      late: row.due !== null && row.due < now,
      warnAt: local(clock?.warnAt ?? null),
      next: clock ? nextMomentJson(clock, rule, names, local) : null,
      request: asked
        ? {
            clock: asked.clock.id,
            clause: asked.clock.clause,
            askedBy: asked.asked.askedBy,
            askedByName: people.get(asked.asked.askedBy) ?? null,
            askedForName: (asked.asked.askedFor && people.get(asked.asked.askedFor)) ?? null,
            askedAt: local(asked.asked.askedAt),
            reason: redactedFor(who, row) === 'all' ? null : row.reason,
            originalDue: local(asked.clock.originalDue),
            due: local(asked.clock.due),
            until: local(asked.asked.until),
            ifUnanswered: ifUnanswered(asked.clock, kind, rulebook, who.language),
          }
        : null,
    };
  }
}
