import { Inject, Injectable } from '@nestjs/common';
import { IntersectionType } from '@nestjs/swagger';
import { personKeys } from '../../domain/case/subjects.js';
import {
  casesOfWork,
  countWork,
  workDimensions,
  type WorkDimension,
  type WorkQuery,
} from '../../ledger/figures/work-in-hand.js';
import { Ledger } from '../../ledger/ledger.js';
import { casesByNumber } from '../../ledger/read/case-lists.js';
import { namesOfTeams } from '../../ledger/teams/team-lists.js';
import { ApiField, ApiFieldInstant } from '../api-field.js';
import { Id, OneOf, QueryFlag } from '../body-fields.js';
import { CaseItemJson, CaseListService } from '../cases/case-list.service.js';
import { decodeCursor, encodeCursor } from '../cursor.js';
import { PageDto, PageJson, pageOf } from '../page.js';
import type { Caller } from '../permission/caller.js';
import { visibleSites } from '../permission/case-visibility.js';
import { limitToVisiblePersons } from '../permission/person-visibility.js';
import { groupNamesFor } from './group-names.js';

class WorkFilterDto {
  @Id('Only of this site.', { optional: true })
  site?: string;

  @Id('Only under this rulebook.', { optional: true })
  rulebook?: string;

  @Id('Only of this kind.', { optional: true })
  kind?: string;

  @Id('Only what this department has in hand.', { optional: true })
  department?: string;

  @Id('Only what this role has in hand.', { optional: true })
  role?: string;

  @Id('Only what this team has in hand.', { optional: true })
  team?: string;

  @Id('Only what this person has in hand: `me`, or, for superiors, anybody.', { optional: true })
  person?: string;

  @QueryFlag('Only what waits longer than it may.')
  late?: boolean;

  @OneOf('Only what says none of this: what nobody has taken, with `person`.', workDimensions, { optional: true })
  without?: WorkDimension;
}

export class WorkCountsDto extends WorkFilterDto {
  @OneOf('What is counted by.', workDimensions)
  by!: WorkDimension;
}

export class WorkCasesDto extends IntersectionType(WorkFilterDto, PageDto) {}

class WorkCountJson {
  @ApiField('the value; null where there is none', { nullable: true }) key!: string | null;
  @ApiField("what it is called in the caller's language", { nullable: true }) name!: string | null;
  @ApiField('open cases in which something is to be done', { type: 'integer' }) cases!: number;
  @ApiField('of them those that wait longer than they may', { type: 'integer' }) late!: number;
  @ApiFieldInstant('when the first of it is due; null where nothing is', { nullable: true }) due!: string | null;
}

/** Open work, by who has it in hand. */
export class WorkCountsJson {
  @ApiField('what was counted by', { enum: workDimensions as unknown as string[] }) by!: string;
  @ApiField('how much each has; a case in which several have something to do counts for each', {
    type: [WorkCountJson],
  })
  counts!: WorkCountJson[];
}

export class WorkCasesJson extends PageJson {
  @ApiField('the cases, what is due first at the top', { type: [CaseItemJson] }) cases!: CaseItemJson[];
}

/** Open work in hand (在手工作量), by person and team, as far as the caller may read the cases and know of the persons. */
@Injectable()
export class WorkService {
  constructor(
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(CaseListService) private readonly lists: CaseListService,
  ) {}

  async counts(who: Caller, { by, ...asked }: WorkCountsDto): Promise<WorkCountsJson> {
    const { source } = this.ledger;
    const counts = await countWork(source, await this.queryOf(who, asked, by === 'person'), by);
    const keys = counts.map(({ key }) => key);
    const teams =
      by === 'team'
        ? await namesOfTeams(
            source,
            keys.flatMap((key) => key ?? []),
          )
        : undefined;
    const nameOf = by === 'team' ? undefined : await groupNamesFor(this.ledger, who, by, keys);
    return {
      by,
      counts: counts.map(({ due, ...count }) => ({
        ...count,
        name: count.key === null ? null : (nameOf?.(count.key) ?? teams?.get(count.key) ?? count.key),
        due: due?.toISOString() ?? null,
      })),
    };
  }

  async cases(who: Caller, { limit, cursor, ...asked }: WorkCasesDto): Promise<WorkCasesJson> {
    const { source } = this.ledger;
    const question = await this.queryOf(who, asked, asked.without === 'person');
    const after = decodeCursor(cursor, ['due', 'number'], ['due']);
    const { rows, next } = await pageOf(
      limit,
      (count) => casesOfWork(source, question, after, count),
      ({ due, number }) => encodeCursor({ due: due?.toISOString() ?? 'infinity', number }),
    );
    const found = await casesByNumber(
      source,
      rows.map(({ number }) => number),
      question.keys,
    );
    const byNumber = new Map(found.map((row) => [row.number, row]));
    const shown = rows.flatMap(({ number }) => byNumber.get(number) ?? []);
    return { cases: await Promise.all(shown.map((row) => this.lists.item(who, row))), next };
  }

  private async queryOf(who: Caller, { site, person, ...narrowed }: WorkFilterDto, each = false): Promise<WorkQuery> {
    const at = (await this.ledger.time.now(new Date())).toISOString();
    return limitToVisiblePersons<WorkQuery>(
      { ...narrowed, sites: visibleSites(who, site), keys: personKeys(who.actor), at },
      person,
      each,
      who,
      this.ledger.rulebooks.all(),
    );
  }
}
