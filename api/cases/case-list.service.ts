import { Inject, Injectable } from '@nestjs/common';
import { IntersectionType } from '@nestjs/swagger';
import {
  countableColumns,
  caseOrders,
  countCases,
  listCases,
  type CaseListRow,
  type CaseOrder,
} from '../../ledger/read/case-lists.js';
import { clockRule } from '../../domain/rulebook/rulebook.js';
import { Ledger } from '../../ledger/ledger.js';
import type { Caller } from '../permission/caller.js';
import { encodeCursor, decodeCursor } from '../cursor.js';
import { OneOf } from '../body-fields.js';
import { PageDto, PageJson, pageOf } from '../page.js';
import { ApiField, ApiFieldInstant } from '../api-field.js';
import { displayNamesFor } from '../tables/display-names.js';
import { TableColumnsField, TableFormatField, type TableFormat } from '../tables/table.service.js';
import { localTime } from './clock-json.js';
import { FilterDto, filterOf } from './case-filter.js';
import { caseNamesIn, ListedCaseJson, listedCaseJson } from './listed-case.js';

export class ListDto extends IntersectionType(FilterDto, PageDto) {
  @OneOf('In which order: the newest first unless said otherwise.', caseOrders, { optional: true })
  sort?: CaseOrder;

  @TableFormatField()
  format?: TableFormat;

  @TableColumnsField()
  columns?: string;
}

export class CountDto extends FilterDto {
  @OneOf('What is counted by.', countableColumns)
  by!: (typeof countableColumns)[number];
}

class FirstClockJson {
  @ApiField('id of the clock') id!: string;
  @ApiField('its clause') clause!: string;
  @ApiField("its name in the caller's language") name!: string;
  @ApiField('role that must see to it') who!: string;
  @ApiField('the name of the role') whoName!: string;
  @ApiFieldInstant('when it is due') due!: string;
  @ApiField('whether it has run out') late!: boolean;
}

export class CaseItemJson extends ListedCaseJson {
  @ApiField('rulebook') rulebook!: string;
  @ApiField('department in charge', { nullable: true }) department!: string | null;
  @ApiField("its name in the caller's language", { nullable: true }) departmentName!: string | null;
  @ApiField('round', { type: 'integer' }) round!: number;
  @ApiField('id of the person who was asked first and owns it, where its rules have that', { nullable: true }) owner!:
    string | null;
  @ApiFieldInstant('when the customer turned to us') receivedAt!: string;
  @ApiFieldInstant('when it was recorded') openedAt!: string;
  @ApiFieldInstant('when it was filed', { nullable: true }) closedAt!: string | null;
  @ApiField('how many of its clocks have run out and still wait', { type: 'integer' }) lateClocks!: number;
  @ApiField('the running clock that is due first', { nullable: true, type: FirstClockJson })
  nextDue!: FirstClockJson | null;
}

/** A page of cases, newest first. */
export class CasePageJson extends PageJson {
  @ApiField('the cases', { type: [CaseItemJson] }) cases!: CaseItemJson[];
}

class CountJson {
  @ApiField('the value; null for cases without one', { nullable: true }) value!: string | null;
  @ApiField("its name in the caller's language", { nullable: true }) name!: string | null;
  @ApiField('how many cases', { type: 'integer' }) count!: number;
  @ApiField('how many of them are late', { type: 'integer' }) late!: number;
}

export class CountsJson {
  @ApiField('what was counted by', { enum: countableColumns }) by!: string;
  @ApiField('how many of each', { type: [CountJson] }) counts!: CountJson[];
}

/** Lists and counts of the cases a caller may read. */
@Injectable()
export class CaseListService {
  constructor(@Inject(Ledger) private readonly ledger: Ledger) {}

  async page(who: Caller, asked: ListDto): Promise<CasePageJson> {
    const place = decodeCursor(asked.cursor, ['openedAt', 'number'], ['openedAt']);
    const { rows, next } = await pageOf(
      asked.limit,
      (count) => listCases(this.ledger.source, filterOf(who, asked), place, count, asked.sort),
      (last) => encodeCursor({ openedAt: last.opened_at.toISOString(), number: last.number }),
    );
    return { cases: await Promise.all(rows.map((row) => this.item(who, row))), next };
  }

  async counts(who: Caller, { by, ...filter }: CountDto): Promise<CountsJson> {
    const [counts, names] = await Promise.all([
      countCases(this.ledger.source, filterOf(who, filter), by),
      displayNamesFor(this.ledger, who),
    ]);
    return {
      by,
      counts: counts.map((one) => ({ ...one, name: one.value === null ? null : names[by](one.value) })),
    };
  }

  /** A row of a list, as this caller gets it. */
  async item(who: Caller, row: CaseListRow): Promise<CaseItemJson> {
    const rulebook = await this.ledger.rulebooks.get(row.rulebook, row.version);
    const local = localTime(rulebook.timeZone);
    const { kind, department, round, clock } = row;
    const names = caseNamesIn(rulebook, who.language);
    return {
      ...listedCaseJson(who, row, rulebook),
      rulebook: row.rulebook,
      department,
      departmentName: names.department(department),
      round,
      owner: row.owner,
      receivedAt: local(row.received_at.toISOString()),
      openedAt: local(row.opened_at.toISOString()),
      closedAt: local(row.closed_at?.toISOString() ?? null),
      lateClocks: row.late_clocks,
      nextDue: clock && {
        id: clock.id,
        clause: clock.clause,
        name: clockRule(rulebook, kind, clock.rule).name[who.language],
        who: clock.who,
        whoName: names.role(clock.who),
        due: local(new Date(clock.due).toISOString()),
        late: clock.breached,
      },
    };
  }
}
