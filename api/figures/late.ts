import { Inject, Injectable } from '@nestjs/common';
import { keysOf } from '../../domain/case/about.js';
import { clockRule } from '../../domain/rulebook/rulebook.js';
import { countLate, lateBy, lateNow, type LateQuestion, type LateRow } from '../../ledger/figures/late.js';
import { Ledger } from '../../ledger/ledger.js';
import type { Caller } from '../actor.js';
import { localTime } from '../cases/case-json.js';
import { cursorOf, placeOf } from '../cursor.js';
import { Id, OneOf, QueryNumber, Words } from '../fields.js';
import { sitesFor, subjectFor } from '../reading.js';
import { Shown, ShownInstant } from '../shown.js';
import { aboutPersons, personsSeenBy } from './persons.js';

class LateFilterDto {
  @Id('Only of this site.', { optional: true })
  site?: string;

  @Id('Only under this rulebook.', { optional: true })
  rulebook?: string;

  @Id('Only of this kind.', { optional: true })
  kind?: string;

  @Id('Only in the hands of this department.', { optional: true })
  department?: string;

  @Id('Only in the hands of this role.', { optional: true })
  role?: string;

  @Id('Only in the hands of this person; or `me`.', { optional: true })
  person?: string;

  @Id('Only of this clause.', { optional: true, example: 'P-4.3.10.1' })
  clause?: string;
}

export class LateDto extends LateFilterDto {
  @QueryNumber('How many at most; 50 unless said otherwise.', { min: 1, max: 200 })
  limit?: number;

  @Words('`next` of the page before.', { max: 400, optional: true })
  cursor?: string;
}

export class LateCountDto extends LateFilterDto {
  @OneOf('What is counted by.', lateBy)
  by!: (typeof lateBy)[number];
}

class LateJson {
  @Shown('number of the case') number!: string;
  @Shown('kind of case') kind!: string;
  @Shown('site') site!: string;
  @Shown('tier', { nullable: true }) tier!: string | null;
  @Shown('department in charge', { nullable: true }) department!: string | null;
  @Shown('id of the clock') clock!: string;
  @Shown('its clause') clause!: string;
  @Shown("what must happen, in the caller's language") name!: string;
  @Shown('role in whose hands it is') role!: string;
  @Shown('id of the person, where it was given to one', { nullable: true }) person!: string | null;
  @ShownInstant('since when it is late') lateSince!: string;
  @ShownInstant('when it is due now, more time granted included') due!: string;
  @Shown('what the case is about; null for whoever may not read it', { nullable: true }) subject!: string | null;
}

export class LatePageJson {
  @Shown('what is late, the longest first', { type: [LateJson] }) late!: LateJson[];
  @Shown('cursor of the next page; null on the last', { nullable: true }) next!: string | null;
}

class LateCountJson {
  @Shown('the value; null where there is none', { nullable: true }) key!: string | null;
  @Shown('clocks that have run out and still wait', { type: 'integer' }) clocks!: number;
  @Shown('in how many cases', { type: 'integer' }) cases!: number;
  @ShownInstant('since when the oldest waits') since!: string;
}

export class LateCountsJson {
  @Shown('what was counted by', { enum: lateBy as unknown as string[] }) by!: string;
  @Shown('how many of each', { type: [LateCountJson] }) counts!: LateCountJson[];
}

/** What is late now, as far as the caller may read the cases. */
@Injectable()
export class LateReader {
  constructor(@Inject(Ledger) private readonly ledger: Ledger) {}

  async page(who: Caller, { limit = 50, cursor, ...filter }: LateDto): Promise<LatePageJson> {
    const rows = await lateNow(this.ledger.source, this.questionOf(who, filter), placeOf(cursor, ['since', 'number', 'clock'], ['since']), limit + 1);
    const shown = rows.slice(0, limit);
    const last = rows.length > limit ? shown.at(-1) : undefined;
    return { late: await Promise.all(shown.map((row) => this.lateJson(row, who))), next: last ? cursorOf({ since: last.late_since.toISOString(), number: last.number, clock: last.clock }) : null };
  }

  async counts(who: Caller, { by, ...asked }: LateCountDto): Promise<LateCountsJson> {
    const counts = await countLate(this.ledger.source, this.questionOf(who, asked, by === 'person'), by);
    return { by, counts: counts.map(({ since, ...count }) => ({ ...count, since: since.toISOString() })) };
  }

  private async lateJson(row: LateRow, who: Caller): Promise<LateJson> {
    const rulebook = await this.ledger.rulebooks.get(row.rulebook, row.version);
    const local = localTime(rulebook.timeZone);
    const { number, kind, site, tier, department, clock, clause, role, person } = row;
    return {
      number, kind, site, tier, department, clock, clause, name: clockRule(rulebook, kind, row.rule).name[who.language], role,
      person: personsSeenBy(who, this.ledger.rulebooks.all())(site, person),
      lateSince: local(row.late_since.toISOString()), due: local(row.due.toISOString()), subject: subjectFor(who, row),
    };
  }

  private questionOf(who: Caller, { site, person, ...narrowed }: LateFilterDto, each = false): LateQuestion {
    return aboutPersons({ ...narrowed, sites: sitesFor(who, site), keys: keysOf(who.actor) }, person, each, who, this.ledger.rulebooks.all());
  }
}
