import { Inject, Injectable } from '@nestjs/common';
import { personKeys } from '../../domain/case/subjects.js';
import type { CaseState } from '../../domain/case/case.js';
import { searchableWords } from '../../domain/case/redaction.js';
import type { Rulebook } from '../../domain/rulebook/rulebook.js';
import { Ledger } from '../../ledger/ledger.js';
import { openOutages } from '../../ledger/read/outages.js';
import { minWordShare, similarCases, type SimilarityQuery, type SimilarRow } from '../../ledger/read/similar-cases.js';
import type { Caller } from '../permission/caller.js';
import { Id, QueryFlag, QueryNumber, FreeText } from '../body-fields.js';
import { redactedFor, wordsFor } from '../permission/redaction.js';
import { visibleSites } from '../permission/case-visibility.js';
import { ApiField, ApiFieldInstant } from '../api-field.js';
import { localTime } from './clock-json.js';
import { ListedCaseJson, listedCaseJson } from './listed-case.js';
import { CaseService } from './case.service.js';
import { OutageJson, outageJson } from './outage-json.js';

/** How long a filed case may have been so when it is offered. */
const recentDays = 30;
const defaultLimit = 5;

export class LikeCaseDto {
  @QueryFlag(`Whether cases filed within the last ${recentDays} days are offered too; they are unless said otherwise.`)
  closed?: boolean;

  @QueryNumber(`How many at most; ${defaultLimit} unless said otherwise.`, { min: 1, max: 20 })
  limit?: number;
}

/** What is known while a case is being written down. */
export class LikeIntakeDto extends LikeCaseDto {
  @Id('Only of this kind.', { optional: true })
  kind?: string;

  @Id('Only at this site.', { optional: true })
  site?: string;

  @FreeText('What it is about.', { max: 200, optional: true })
  subject?: string;

  @FreeText('What happened.', { optional: true })
  description?: string;

  @FreeText('Where.', { max: 200, optional: true })
  place?: string;

  @Id('Who the customer is, as a pseudonym.', { optional: true })
  customerKey?: string;

  @FreeText('How to reach the customer.', { max: 100, optional: true })
  phone?: string;

  @Id('Area: if given, its current outages are listed too.', { optional: true })
  area?: string;

  @Id('Line: likewise.', { optional: true })
  line?: string;
}

class SimilarityReasonJson {
  @ApiField('what is alike', { enum: ['words', 'customer', 'place'] }) what!: string;
  @ApiField('how much of it, from 0 to 1') share!: number;
}

export class SimilarCaseJson extends ListedCaseJson {
  @ApiFieldInstant('when it was recorded') openedAt!: string;
  @ApiFieldInstant('when it was filed; null while it is open', { nullable: true }) closedAt!: string | null;
  @ApiField('how alike it is, from 0 to 1') score!: number;
  @ApiField('why it is offered', { type: [SimilarityReasonJson] }) reasons!: SimilarityReasonJson[];
}

/** Cases like a given one, the most similar first: a person decides whether they are the same matter. */
export class SimilarJson {
  @ApiField('the cases', { type: [SimilarCaseJson] }) cases!: SimilarCaseJson[];
  @ApiField(
    'outages that are on in the area or line that was asked for, or that others called about from the same building',
    { type: [OutageJson] },
  )
  outages!: OutageJson[];
}

/** Cases like another, of those the caller may read and by what they may read of them. */
@Injectable()
export class SimilarCaseService {
  constructor(
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(CaseService) private readonly caseService: CaseService,
  ) {}

  /** Before a case is recorded. */
  async atIntake(who: Caller, asked: LikeIntakeDto): Promise<SimilarJson> {
    const { subject, description, place, phone, customerKey, kind, site, area, line } = asked;
    const words = given({ subject, description, place, phone });
    const sites = visibleSites(who, site);
    const cases = await this.like(who, asked, { words, sites, ...given({ customerKey, kind }) });
    return { cases, outages: await this.outages(who, sites, { area, line, place }) };
  }

  /** Outages that are on where a case is, by its facts and its place. */
  outagesAt(
    who: Caller,
    { area, line }: Readonly<Record<string, unknown>>,
    place: string | undefined,
  ): Promise<OutageJson[]> {
    const named = (fact: unknown) => (typeof fact === 'string' && fact !== '' ? fact : undefined);
    return this.outages(who, visibleSites(who), { area: named(area), line: named(line), place });
  }

  private async outages(
    who: Caller,
    sites: string[],
    where: { area: string | undefined; line: string | undefined; place: string | undefined },
  ): Promise<OutageJson[]> {
    const rows = await openOutages(this.ledger.source, { sites, ...given(where) });
    return Promise.all(rows.map((row) => outageJson(this.ledger, who, row)));
  }

  /** Cases like one that is on record. Without the right to read its words a caller gets none: they would reveal them. */
  async ofCase(who: Caller, number: string, asked: LikeCaseDto): Promise<SimilarJson> {
    return { cases: await this.likeState(who, await this.caseService.stateFor(who, number), asked), outages: [] };
  }

  /** The same, of a case that has been read. */
  async likeState(who: Caller, state: CaseState, asked: LikeCaseDto): Promise<SimilarCaseJson[]> {
    const redacted = redactedFor(who, state);
    if (redacted === 'all') return [];
    const { customerKey } = state.facts;
    const words = searchableWords({ words: wordsFor(who, state) ?? {}, facts: state.facts });
    const identity = { words, ...(redacted.length === 0 && typeof customerKey === 'string' ? { customerKey } : {}) };
    return this.like(who, asked, {
      ...identity,
      number: state.number,
      sites: visibleSites(who),
      except: linkedNumbers(state),
    });
  }

  private async like(
    who: Caller,
    { closed = true, limit = defaultLimit }: LikeCaseDto,
    likeness: Omit<SimilarityQuery, 'reader' | 'readerKeys' | 'unredactedSites' | 'secretSites' | 'closedSince'>,
  ): Promise<SimilarCaseJson[]> {
    const now = (await this.ledger.time.now(new Date())).getTime();
    const closedSince = closed ? { closedSince: new Date(now - recentDays * 86_400_000).toISOString() } : {};
    const rows = await similarCases(
      this.ledger.source,
      {
        ...likeness,
        ...closedSince,
        reader: who.actor.id,
        readerKeys: personKeys(who.actor),
        unredactedSites: who.centreSites,
        secretSites: who.secretSites,
      },
      limit,
    );
    return Promise.all(
      rows.map(async (row) => similarJson(who, row, await this.ledger.rulebooks.get(row.rulebook, row.version))),
    );
  }
}

/** What belongs with the case already, and what does not. */
function linkedNumbers({ links }: CaseState): string[] {
  return links.flatMap(({ relation, number }) => (number && relation !== 'same-customer' ? [number] : []));
}

function similarJson(who: Caller, row: SimilarRow, rulebook: Rulebook): SimilarCaseJson {
  const { opened_at, closed_at, alike, same_customer, same_place, score } = row;
  const local = localTime(rulebook.timeZone);
  const two = (share: number) => Math.round(share * 100) / 100;
  const reasons = [
    { what: 'words', share: two(alike) },
    { what: 'customer', share: same_customer ? 1 : 0 },
    { what: 'place', share: same_place ? 1 : 0 },
  ];
  return {
    ...listedCaseJson(who, row, rulebook),
    openedAt: local(opened_at.toISOString()),
    closedAt: local(closed_at?.toISOString() ?? null),
    score: two(score),
    reasons: reasons.filter(({ what, share }) => share >= (what === 'words' ? minWordShare : 1)),
  };
}

function given<T extends object>(some: T): { [K in keyof T]?: NonNullable<T[K]> } {
  return Object.fromEntries(Object.entries(some).filter(([, value]) => value !== undefined)) as never;
}
