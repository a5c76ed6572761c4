import { statusName } from '../../domain/case/statuses.js';
import type { Rulebook } from '../../domain/rulebook/rulebook.js';
import type { Language, Text } from '../../domain/text.js';
import type { ListedWords } from '../../ledger/read/listed-words.js';
import { ApiField } from '../api-field.js';
import type { Caller } from '../permission/caller.js';
import { listedWordsFor } from '../permission/redaction.js';

/** What every list says of a case. Names are in the caller's language. */
export class ListedCaseJson {
  @ApiField('number of the case') number!: string;
  @ApiField('kind of case') kind!: string;
  @ApiField("its name in the caller's language") kindName!: string;
  @ApiField('site') site!: string;
  @ApiField('where the case stands') status!: string;
  @ApiField("its name in the caller's language") statusName!: string;
  @ApiField('its tier', { nullable: true }) tier!: string | null;
  @ApiField('the name of the tier', { nullable: true }) tierName!: string | null;
  @ApiField('what it is about; null for readers who may not see it', { nullable: true }) subject!: string | null;
  @ApiField('where it is; null likewise', { nullable: true }) place!: string | null;
  @ApiField('who turned to us; null likewise', { nullable: true }) customer!: string | null;
  @ApiField('how to reach them; null likewise', { nullable: true }) phone!: string | null;
  @ApiField('its newest entry, for If-Match', { type: 'integer' }) seq!: number;
}

type ListedCase = ListedWords & Pick<ListedCaseJson, 'number' | 'kind' | 'status' | 'tier' | 'seq'>;

/** What this caller gets of a case in a list. `rulebook`: the version it is pinned to. */
export function listedCaseJson(who: Caller, row: ListedCase, rulebook: Rulebook): ListedCaseJson {
  const { number, kind, site, status, tier, seq } = row;
  const words = listedWordsFor(who, row);
  const names = caseNamesIn(rulebook, who.language);
  return {
    number,
    kind,
    kindName: names.kind(kind),
    site,
    status,
    statusName: names.status(status),
    tier,
    tierName: names.tier(tier),
    subject: words.subject ?? null,
    place: words.place ?? null,
    customer: words.customer ?? null,
    phone: words.phone ?? null,
    seq,
  };
}

/** What the ids that stand with a case are called. An id without a name stays as it is, nothing stays nothing. */
export interface CaseNames {
  kind(id: string): string;
  status(id: string): string;
  tier<Id extends string | null>(id: Id): string | Id;
  department<Id extends string | null>(id: Id): string | Id;
  role(id: string): string;
}

/** By the rulebook a case is pinned to. */
export function caseNamesIn(rulebook: Rulebook, language: Language): CaseNames {
  return {
    kind: (id) => rulebook.kinds[id]?.name[language] ?? id,
    status: (id) => statusName(id)[language],
    tier: (id) => rulebook.tiers.find((tier) => tier.id === id)?.name[language] ?? id,
    department: (id) => (id === null ? id : (rulebook.departments[id]?.[language] ?? id)),
    role: (id) => (rulebook.roles[id]?.name ?? (id === 'customer' ? customerName : undefined))?.[language] ?? id,
  };
}

/** Whom steps of a case are told to, where the rulebook has another name for its customers, or none. */
export const customerName: Text = { 'zh-CN': '客户', en: 'customer' };
