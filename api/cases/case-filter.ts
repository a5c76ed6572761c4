import { personKeys } from '../../domain/case/subjects.js';
import type { CaseFilter } from '../../ledger/read/case-lists.js';
import type { CaseSearch } from '../../ledger/read/case-search.js';
import { searchFor, searchQueryOf } from '../../ledger/read/search-query.js';
import { FreeText, Id, QueryFlag } from '../body-fields.js';
import { visibleSites } from '../permission/case-visibility.js';
import type { Caller } from '../permission/caller.js';
import { ApiProblem } from '../problem.js';
import { Instant } from '../time-fields.js';

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

  @Id('Only recorded by this person: an id, or `me`. With `opened-from`, the calls one has taken today.', {
    optional: true,
    example: 'me',
  })
  'recorded-by'?: string;

  @Id('Only calls that are joined to this outage, or were split off from it.', { optional: true })
  outage?: string;

  @Instant('Recorded at this time or later.', { optional: true })
  'opened-from'?: string;

  @Instant('Recorded before this time.', { optional: true })
  'opened-before'?: string;
}

/** The filter of what this caller may read. Throws a problem (422) where a search asks for nothing. */
export function filterOf(who: Caller, asked: FilterDto): CaseFilter {
  const {
    site,
    'opened-from': openedFrom,
    'recorded-by': recordedBy,
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
    outage,
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
    outage,
    openedFrom,
    openedBefore,
    search: searchOf(who, asked),
    owner: owner === 'me' ? who.actor.id : owner,
    recordedBy: recordedBy === 'me' ? who.actor.id : recordedBy,
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

/** What is looked for in words, undefined where nothing is; nobody finds a case by words they may not read. */
export function searchOf(who: Caller, asked: Pick<FilterDto, keyof typeof asksNothing>): CaseSearch | undefined {
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
