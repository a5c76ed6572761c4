import { setTimeout as wait } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { customerPageRole } from '../../domain/actor.js';
import { isClosed, type CaseState } from '../../domain/case/case.js';
import { hasCustomerPage } from '../../domain/kinds/customer-page.js';
import { phoneEndsWith } from '../../domain/notices/customer-notice.js';
import type { Rulebook } from '../../domain/rulebook/rulebook.js';
import type { Language } from '../../domain/text.js';
import { comparedText } from '../../domain/words/plain-text.js';
import { DAY_MS } from '../../domain/time/zone.js';
import { customerLinkKey, customerLinkOf, type CustomerLink } from '../../ledger/customer/customer-links.js';
import { Ledger } from '../../ledger/ledger.js';
import { sitesOf } from '../../ledger/people/people.js';
import { caseState, timelineOf } from '../../ledger/read/case.js';
import { caseView, closedView, type CustomerView } from './case-view.js';
import type { CustomerPageSettings } from './customer-settings.js';
import { LookUpDelays } from './look-up-delays.js';

/** A case that somebody came to by a link that holds. `over`: it was filed so long ago that only this is said. */
export interface CaseOfLink {
  link: CustomerLink;
  state: CaseState;
  rulebook: Rulebook;
  over: boolean;
}

/** More than looking up takes: what comes of it shows by no clock. */
const lookUpMs = 300;
/** Who comes by the number of the case looks, does something, and goes. */
const lookedUpDays = 1 / 12;
/** The newest of them. */
const entriesShown = 500;

/** The case behind a customer's link, and what its page shows. Everything that has no page answers alike. */
@Injectable()
export class CustomerCaseService {
  constructor(
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(LookUpDelays) private readonly delays: LookUpDelays,
    @Inject('CustomerPageSettings') private readonly settings: CustomerPageSettings,
  ) {}

  /** Undefined where the link is none, was revoked or has expired, or the case is not for its customer any more. */
  async find(key: string): Promise<CaseOfLink | undefined> {
    if (!/^\w{16}$/.test(key)) return undefined;
    const at = await this.now();
    const link = await customerLinkOf(this.ledger.source, key, at);
    const state = link && !link.ended ? await caseState(this.ledger.source, link.number) : undefined;
    if (!link || !state || !hasCustomerPage(state)) return undefined;
    const rulebook = await this.ledger.rulebooks.get(state.rulebook, state.version);
    const over =
      isClosed(state) &&
      state.closedAt !== null &&
      Date.parse(state.closedAt) + this.settings.days * DAY_MS < Date.parse(at);
    return { link, state, rulebook, over };
  }

  /** What the page shows. */
  async viewOf({ state, rulebook, over }: CaseOfLink, language: Language): Promise<CustomerView> {
    const [site] = await sitesOf(this.ledger.source, [state.site]);
    const shown = { state, rulebook, site: site?.name[language] ?? '' };
    if (over) return closedView(shown, language);
    const { number, seq } = state;
    const older = Math.max(0, seq - entriesShown);
    return caseView({ ...shown, entries: await timelineOf(this.ledger.source, number, older, entriesShown) }, language);
  }

  /**
   * The key of a link for somebody who knows the number of the case and how the phone ends; undefined, after the same time
   * and without a reason, where that does not fit or the case has no page; the seconds to wait where it was tried too often.
   */
  async lookUp(number: string, ending: string, address: string): Promise<string | number | undefined> {
    const floor = wait(lookUpMs);
    const written = halfWidth(number).toUpperCase().slice(0, 40);
    const delay = await this.delays.begin(written, address);
    const key = delay === undefined ? await this.keyFor(written, halfWidth(ending), address) : undefined;
    await floor;
    return delay ?? key;
  }

  private async keyFor(number: string, ending: string, address: string): Promise<string | undefined> {
    const { source } = this.ledger;
    const state = /^[\w-]{1,40}$/.test(number) ? await caseState(source, number) : undefined;
    if (!state || !hasCustomerPage(state) || !phoneEndsWith(state, ending)) return undefined;
    await this.delays.succeeded(number, address);
    const at = await this.now();
    const by = customerPageRole;
    const { key } = await customerLinkKey(source, {
      number: state.number,
      origin: 'number',
      by,
      at,
      days: lookedUpDays,
    });
    return key;
  }

  private async now(): Promise<string> {
    return (await this.ledger.time.now(new Date())).toISOString();
  }
}

/** As it is meant: a Chinese keyboard writes figures, letters and dashes of full width, too. */
const halfWidth = (written: string): string => comparedText(written).trim();
