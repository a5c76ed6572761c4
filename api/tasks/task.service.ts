import { Inject, Injectable } from '@nestjs/common';
import { personKeys } from '../../domain/case/subjects.js';
import type { Post } from '../../domain/actor.js';
import { isOpen } from '../../domain/time/opening.js';
import { rowOf } from '../../domain/kinds/kinds.js';
import { calendarOf } from '../../domain/rulebook/rulebook.js';
import { tasksFor, type TaskListRow, type TaskCursor } from '../../ledger/notices/inbox.js';
import { Ledger } from '../../ledger/ledger.js';
import type { Caller } from '../permission/caller.js';
import { localTime } from '../cases/case-json.js';
import { caseNamesIn, ListedCaseJson, listedCaseJson } from '../cases/listed-case.js';
import { encodeCursor, decodeCursor } from '../cursor.js';
import { PageDto, PageJson, pageOf } from '../page.js';
import { ApiField, ApiFieldInstant } from '../api-field.js';
import { TableFormatField, type TableFormat } from '../tables/table.service.js';

export class TasksDto extends PageDto {
  @TableFormatField()
  format?: TableFormat;
}

export class TaskJson extends ListedCaseJson {
  @ApiField(
    'id of the task within its case: that of its clock, or `<clock>:extension`; `<task>:<role>` where a role above may do it instead',
  )
  id!: string;
  @ApiField('what it is, by the name of its clock') name!: string;
  @ApiField('acts that get it done', { type: [String] }) acts!: string[];
  @ApiField('its clause') clause!: string;
  @ApiField('whose it is') role!: string;
  @ApiField("its name in the caller's language") roleName!: string;
  @ApiField('of which department', { nullable: true }) department!: string | null;
  @ApiField('its name', { nullable: true }) departmentName!: string | null;
  @ApiField('in whose place it is yours; null where it is your own', { nullable: true }) for!: string | null;
  @ApiField('true where it is meant for you and nobody else') yoursAlone!: boolean;
  @ApiFieldInstant('since when') since!: string;
  @ApiFieldInstant('by when', { nullable: true }) due!: string | null;
  @ApiField('whether that has passed') late!: boolean;
}

export class TaskPageJson extends PageJson {
  @ApiField('the tasks', { type: [TaskJson] }) tasks!: TaskJson[];
}

/** What the caller has to do now. */
@Injectable()
export class TaskService {
  constructor(@Inject(Ledger) private readonly ledger: Ledger) {}

  async page(who: Caller, { limit, cursor }: TasksDto): Promise<TaskPageJson> {
    const now = await this.ledger.time.now(new Date());
    const place: TaskCursor | undefined = decodeCursor(cursor, ['due', 'number', 'id'], ['due']);
    const reader = {
      person: who.actor.id,
      posts: this.postsAt(who, now),
      organisationSites: who.organisationSites,
      keys: personKeys(who.actor),
      at: now.toISOString(),
    };
    const { rows, next } = await pageOf(
      limit,
      (count) => tasksFor(this.ledger.source, reader, place, count),
      ({ due, number, id }) => encodeCursor({ due: due?.toISOString() ?? 'infinity', number, id }),
    );
    // Nobody acts on a case about themselves.
    const own = rows.filter((row) => row.facts['aboutPerson'] !== who.actor.id);
    return { tasks: await Promise.all(own.map((row) => this.item(who, row, now))), next };
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

  private async item(who: Caller, row: TaskListRow, now: Date): Promise<TaskJson> {
    const rulebook = await this.ledger.rulebooks.get(row.rulebook, row.version);
    const local = localTime(rulebook.timeZone);
    const { id, role, department, clause, kind } = row;
    const names = caseNamesIn(rulebook, who.language);
    const [clock = id] = id.split(':', 1);
    // A rule may start again under a numbered id: solve-minor-2 is solve-minor.
    const rules = rulebook.kinds[kind]?.clocks ?? [];
    const rule =
      rules.find((known) => known.id === clock) ?? rules.find((known) => known.id === clock.replace(/-\d+$/, ''));
    return {
      ...listedCaseJson(who, row, rulebook),
      id,
      clause,
      role,
      roleName: names.role(role),
      department,
      departmentName: names.department(department),
      for: onBehalfOf(who, row),
      name: rule?.name[who.language] ?? id,
      acts: row.acts.filter((act) => rowOf(kind, act)),
      yoursAlone: row.person === who.actor.id,
      since: local(row.since.toISOString()),
      due: local(row.due?.toISOString() ?? null),
      late: row.due !== null && row.due < now,
    };
  }
}

/** Whom a task is for where only a post held in somebody's place makes it the caller's. */
function onBehalfOf({ actor }: Caller, { person, role, site, department }: TaskListRow): string | null {
  if (person !== null) return person === actor.id ? null : person;
  const fits = actor.posts.filter(
    (post) =>
      post.role === role &&
      (post.site === null || post.site === site) &&
      (department === null || post.department === null || post.department === department),
  );
  return fits.length > 0 && fits.every((post) => post.for !== undefined) ? fits[0]!.for! : null;
}
