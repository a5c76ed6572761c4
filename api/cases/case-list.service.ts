import { Inject, Injectable } from '@nestjs/common';
import { IntersectionType } from '@nestjs/swagger';
import {
  countableColumns,
  countCases,
  listCases,
  type CaseFilter,
  type CaseListRow,
} from '../../ledger/read/case-lists.js';
import type { CaseSearch } from '../../ledger/read/case-search.js';
import { searchFor, searchQueryOf } from '../../ledger/read/search-query.js';
import { personKeys } from '../../domain/case/subjects.js';
import { clockRule } from '../../domain/rulebook/rulebook.js';
import { Ledger } from '../../ledger/ledger.js';
import type { Caller } from '../permission/caller.js';
import { encodeCursor, decodeCursor } from '../cursor.js';
import { Id, OneOf, QueryFlag, FreeText } from '../body-fields.js';
import { Instant } from '../time-fields.js';
import { PageDto, PageJson, pageOf } from '../page.js';
import { ApiProblem } from '../problem.js';
import { visibleSites } from '../permission/case-visibility.js';
import { ApiField, ApiFieldInstant } from '../api-field.js';
import { displayNamesFor } from '../tables/display-names.js';
import { TableFormatField, type TableFormat } from '../tables/table.service.js';
import { localTime } from './clock-json.js';
import { caseNamesIn, ListedCaseJson, listedCaseJson } from './listed-case.js';

/** What lists and counts of cases can be narrowed to. */
export class FilterDto {
  @Id('Only of this kind.', { optional: true })
  kind?: string;

  @Id('Only under this rulebook.', { optional: true })
  rulebook?: string;

  @Id('Only in this status.', { optional: true })
  status?: string;

  @Id('Only of this tier.', { optional: true })
  tier?: string;

  @Id('Only of this site.', { optional: true })
  site?: string;

  @Id('Only of this department.', { optional: true })
  department?: string;

  @QueryFlag('Only open ones; `false`: only filed ones.')
  open?: boolean;

  @QueryFlag('Only those with a clock that has run out and still waits; `false`: only those without.')
  late?: boolean;

  @Id('Only with a clock of this clause; together with `late`, with a late one.', {
    optional: true,
    example: 'P-4.3.10.1',
  })
  clause?: string;

  @FreeText(
    'Words that must all be found: Chinese from two characters on, other words by their beginning; or a phone in any spelling or its last four digits, a place, a customer, the number of a case or what it ends in.',
    { max: 100, optional: true },
  )
  q?: string;

  @FreeText('Only of this phone, however it is written, or of one that ends in these four digits.', {
    max: 100,
    optional: true,
    example: '138-0000-0000',
  })
  phone?: string;

  @FreeText('Only of this place, however it is written, and what lies within it.', {
    max: 200,
    optional: true,
    example: '8-2-501',
  })
  place?: string;

  @FreeText('Only of customers whose name has this in it, with or without the dots.', { max: 100, optional: true })
  customer?: string;

  @Id('Only owned by this person (首问负责): an id, or `me`.', { optional: true, example: 'me' })
  owner?: string;

  @Instant('Recorded at this time or later.', { optional: true })
  'opened-from'?: string;

  @Instant('Recorded before this time.', { optional: true })
  'opened-before'?: string;
}

export class ListDto extends IntersectionType(FilterDto, PageDto) {
  @TableFormatField()
  format?: TableFormat;
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
      (count) => listCases(this.ledger.source, filterOf(who, asked), place, count),
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

function filterOf(who: Caller, asked: FilterDto): CaseFilter {
  const {
    site,
    'opened-from': openedFrom,
    'opened-before': openedBefore,
    kind,
    rulebook,
    status,
    tier,
    department,
    open,
    late,
    clause,
    owner,
  } = asked;
  return {
    sites: visibleSites(who, site),
    keys: personKeys(who.actor),
    kind,
    rulebook,
    status,
    tier,
    department,
    open,
    late,
    clause,
    openedFrom,
    openedBefore,
    search: searchOf(who, asked),
    owner: owner === 'me' ? who.actor.id : owner,
  };
}

const asksNothing = {
  q: {
    en: 'needs a word, or at least two Chinese characters side by side.',
    'zh-CN': '须有一个词，或至少两个相连的汉字。',
  },
  phone: { en: 'needs a phone, or its last four digits.', 'zh-CN': '须为电话号码，或其后四位。' },
  place: { en: 'needs a number or two characters of a place.', 'zh-CN': '须有门牌号，或地点中的至少两个字。' },
  customer: { en: 'needs a name.', 'zh-CN': '须为姓名。' },
} as const;

/** What is looked for in words; nobody finds a case by words they may not read. */
function searchOf(who: Caller, asked: Pick<FilterDto, keyof typeof asksNothing>): CaseSearch | undefined {
  const readings = (['q', 'phone', 'place', 'customer'] as const).flatMap((field) => {
    const text = asked[field];
    if (text === undefined) return [];
    const reading = field === 'q' ? searchQueryOf(text) : searchFor(field, text);
    if (!reading) throw ApiProblem.input([{ field, text: asksNothing[field] }]);
    return [reading];
  });
  if (readings.length === 0) return undefined;
  return {
    asked: readings,
    reader: who.actor.id,
    unredactedSites: who.centreSites,
    secretSites: who.secretSites,
  };
}
