import { Inject, Injectable } from '@nestjs/common';
import type { CaseState } from '../../domain/case/case.js';
import { hasCustomerPage } from '../../domain/kinds/customer-page.js';
import { customerLinkKey, revokeCustomerLinks, type LinkOrigin } from '../../ledger/customer/customer-links.js';
import { Ledger } from '../../ledger/ledger.js';
import { ApiField, ApiFieldInstant } from '../api-field.js';
import { CaseService } from '../cases/case.service.js';
import type { Caller } from '../permission/caller.js';
import { redactedFor } from '../permission/redaction.js';
import { sitesWithRight } from '../permission/rights.js';
import { ApiProblem, noSuchCaseProblem } from '../problem.js';
import type { CustomerPageSettings } from './customer-settings.js';

export class CustomerLinkJson {
  @ApiField('the address: whole where the desk knows how it is reached from outside (CUSTOMER_LINK), else its path')
  address!: string;
  @ApiFieldInstant('until when it holds') expiresAt!: string;
}

export class RevokedLinksJson {
  @ApiField('how many links held until now', { type: 'integer' }) revoked!: number;
}

/** Links to the customer's page, handed out and revoked by the customer-service centre of the site. */
@Injectable()
export class CustomerLinkService {
  constructor(
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(CaseService) private readonly caseService: CaseService,
    @Inject('CustomerPageSettings') private readonly settings: CustomerPageSettings,
  ) {}

  async give(who: Caller, number: string): Promise<CustomerLinkJson> {
    await this.requireRightAt(who, number);
    const state = await this.caseService.stateFor(who, number);
    if (!hasCustomerPage(state)) throw noPage();
    const link = await this.linkFor(who, state, 'staff');
    if (!link) throw noSuchCaseProblem(number);
    return link;
  }

  async revoke(who: Caller, number: string): Promise<RevokedLinksJson> {
    await this.requireRightAt(who, number);
    if (readsNothing(who, await this.caseService.stateFor(who, number))) throw noSuchCaseProblem(number);
    const at = await this.now();
    return { revoked: await revokeCustomerLinks(this.ledger.source, { number, by: who.actor.id, at }) };
  }

  /**
   * The whole address for a paper that the customer keeps; undefined where nobody outside reaches the desk, the case has
   * no page, or it is not for the caller to see.
   */
  async onPaper(who: Caller, number: string): Promise<string | undefined> {
    if (this.settings.link === '') return undefined;
    return (await this.linkFor(who, await this.caseService.stateFor(who, number), 'paper'))?.address;
  }

  /** A link for a case that is visible to the caller; undefined where it has no page, or they may not read its words. */
  private async linkFor(who: Caller, state: CaseState, origin: LinkOrigin): Promise<CustomerLinkJson | undefined> {
    if (!hasCustomerPage(state) || readsNothing(who, state)) return undefined;
    const { number } = state;
    const { link, days } = this.settings;
    const at = await this.now();
    const made = await customerLinkKey(this.ledger.source, { number, origin, by: who.actor.id, at, days });
    const address = link === '' ? `/c/${made.key}` : link.replaceAll('{key}', made.key);
    return { address, expiresAt: made.expiresAt };
  }

  /** The centre of this site, not of another. */
  private async requireRightAt(who: Caller, number: string): Promise<void> {
    const { site } = await this.caseService.requireVisible(who, number);
    const sites = sitesWithRight('give-customer-links', who, this.ledger.rulebooks.all());
    if (sites !== 'all' && !sites.includes(site)) throw noSuchCaseProblem(number);
  }

  private async now(): Promise<string> {
    return (await this.ledger.time.now(new Date())).toISOString();
  }
}

/** Whom a case is about must not read by its customer's page what it withholds from them, nor write there. */
const readsNothing = (who: Caller, state: CaseState): boolean => redactedFor(who, state) === 'all';

function noPage(): ApiProblem {
  return ApiProblem.of(
    'not-in-this-status',
    'This case has no page for a customer: no customer stands behind it, it is kept secret or is from an informer, or its words were erased.',
    '此案件没有客户页面：非客户事项、须保密（含举报）或内容已依法删除。',
  );
}
