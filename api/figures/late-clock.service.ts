import { Inject, Injectable } from '@nestjs/common';
import { IntersectionType } from '@nestjs/swagger';
import { personKeys } from '../../domain/case/subjects.js';
import { clockRule } from '../../domain/rulebook/rulebook.js';
import {
  countLateClocks,
  lateDimensions,
  listLateClocks,
  type LateClockQuery,
  type LateClockRow,
} from '../../ledger/figures/late-clocks.js';
import { Ledger } from '../../ledger/ledger.js';
import { groupNamesFor } from './group-names.js';
import type { Caller } from '../permission/caller.js';
import { localTime } from '../cases/clock-json.js';
import { encodeCursor, decodeCursor } from '../cursor.js';
import { Id, OneOf } from '../body-fields.js';
import { PageDto, PageJson, pageOf } from '../page.js';
import { visibleSites } from '../permission/case-visibility.js';
import { subjectFor } from '../permission/redaction.js';
import { administeredSites } from '../permission/workflow-history-rights.js';
import { ApiField, ApiFieldInstant } from '../api-field.js';
import { limitToVisiblePersons, personVisibilityFor } from '../permission/person-visibility.js';

class LateFilterDto {
  @Id('Only of this site.', { optional: true })
  site?: string;

  @Id('Only under this rulebook.', { optional: true })
  rulebook?: string;

  @Id('Only of this kind.', { optional: true })
  kind?: string;

  @Id('Only in custody of this department.', { optional: true })
  department?: string;

  @Id('Only in custody of this role.', { optional: true })
  role?: string;

  @Id('Only in custody of this person; or `me`.', { optional: true })
  person?: string;

  @Id('Only of this clause.', { optional: true, example: 'P-4.3.10.1' })
  clause?: string;

  @OneOf('Only what says none of this: what nobody has taken, with `person`.', lateDimensions, { optional: true })
  without?: (typeof lateDimensions)[number];
}

export class LateDto extends IntersectionType(LateFilterDto, PageDto) {}

export class LateCountDto extends LateFilterDto {
  @OneOf('What is counted by.', lateDimensions)
  by!: (typeof lateDimensions)[number];
}

class LateJson {
  @ApiField('number of the case') number!: string;
  @ApiField('kind of case') kind!: string;
  @ApiField('site') site!: string;
  @ApiField('tier', { nullable: true }) tier!: string | null;
  @ApiField('department in charge', { nullable: true }) department!: string | null;
  @ApiField('id of the clock') clock!: string;
  @ApiField('its clause') clause!: string;
  @ApiField("what must happen, in the caller's language") name!: string;
  @ApiField('role that has custody') role!: string;
  @ApiField('id of the person, where it was given to one', { nullable: true }) person!: string | null;
  @ApiFieldInstant('since when it is late') lateSince!: string;
  @ApiFieldInstant('when it is due now, more time granted included') due!: string;
  @ApiField('what the case is about; null for readers who may not see it', { nullable: true }) subject!: string | null;
}

export class LatePageJson extends PageJson {
  @ApiField('what is late, the longest first', { type: [LateJson] }) late!: LateJson[];
}

class LateCountJson {
  @ApiField('the value; null where there is none', { nullable: true }) key!: string | null;
  @ApiField("what it is called in the caller's language", { nullable: true }) name!: string | null;
  @ApiField('clocks that have run out and still wait', { type: 'integer' }) clocks!: number;
  @ApiField('in how many cases', { type: 'integer' }) cases!: number;
  @ApiFieldInstant('since when the oldest waits') since!: string;
}

export class LateCountsJson {
  @ApiField('what was counted by', { enum: lateDimensions as unknown as string[] }) by!: string;
  @ApiField('how many of each', { type: [LateCountJson] }) counts!: LateCountJson[];
}

/**
 * What is late now, as far as the caller may read the cases. An administrator sees of those that they do not read what
 * their workflows' histories say anyway: no words, no persons.
 */
@Injectable()
export class LateClockService {
  constructor(@Inject(Ledger) private readonly ledger: Ledger) {}

  async page(who: Caller, { limit, cursor, ...filter }: LateDto): Promise<LatePageJson> {
    const query = this.queryOf(who, filter, filter.without === 'person');
    const place = decodeCursor(cursor, ['since', 'number', 'clock'], ['since']);
    const { rows, next } = await pageOf(
      limit,
      (count) => listLateClocks(this.ledger.source, query, place, count),
      (last) => encodeCursor({ since: last.late_since.toISOString(), number: last.number, clock: last.clock }),
    );
    return { late: await Promise.all(rows.map((row) => this.lateJson(row, who))), next };
  }

  async counts(who: Caller, { by, ...asked }: LateCountDto): Promise<LateCountsJson> {
    const counts = await countLateClocks(this.ledger.source, this.queryOf(who, asked, by === 'person'), by);
    const nameOf = await groupNamesFor(
      this.ledger,
      who,
      by,
      counts.map(({ key }) => key),
    );
    return {
      by,
      counts: counts.map(({ since, ...count }) => ({
        ...count,
        name: nameOf(count.key),
        since: since.toISOString(),
      })),
    };
  }

  private async lateJson(row: LateClockRow, who: Caller): Promise<LateJson> {
    const rulebook = await this.ledger.rulebooks.get(row.rulebook, row.version);
    const local = localTime(rulebook.timeZone);
    const { number, kind, site, tier, department, clock, clause, role, person } = row;
    return {
      number,
      kind,
      site,
      tier,
      department,
      clock,
      clause,
      name: clockRule(rulebook, kind, row.rule).name[who.language],
      role,
      person: personVisibilityFor(who, this.ledger.rulebooks.all())(site, person),
      lateSince: local(row.late_since.toISOString()),
      due: local(row.due.toISOString()),
      subject: who.sites.has(site) ? subjectFor(who, row) : null,
    };
  }

  private queryOf(who: Caller, { site, person, ...narrowed }: LateFilterDto, each = false): LateClockQuery {
    const keys = personKeys(who.actor);
    const namesNobody = person === undefined && !each;
    const administered = namesNobody ? administeredSites(who) : [];
    if (administered === 'all') return { ...narrowed, sites: site === undefined ? null : [site], keys };
    const others = administered.filter((one) => (site === undefined || one === site) && !who.sites.has(one));
    return limitToVisiblePersons(
      { ...narrowed, sites: [...visibleSites(who, site), ...others], keys },
      person,
      each,
      who,
      this.ledger.rulebooks.all(),
    );
  }
}
