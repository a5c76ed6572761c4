import { Inject, Injectable } from '@nestjs/common';
import { centreRoles } from '../../domain/rulebook/parts.js';
import { contactKinds, type ContactKind, contactsOf, endContact, enterContact } from '../../ledger/people/contacts.js';
import { Ledger } from '../../ledger/ledger.js';
import type { Caller } from '../actor.js';
import { Id, OneOf, Words } from '../fields.js';
import { ChangesPageDto, historyPage } from '../people/histories.js';
import { Office } from '../people/office.js';
import type { ChangesPageJson } from '../people/shapes.js';
import { Problem } from '../problem.js';
import { sitesFor } from '../reading.js';
import { contactHeadings, takeContacts } from '../sheets/contacts-sheet.js';
import { Known } from '../sheets/known.js';
import type { TakenJson } from '../sheets/shapes.js';
import { linesOf } from '../sheets/sheet.js';
import { Shown } from '../shown.js';
import { AsTable, type Format } from '../tables/tables.js';

export class ContactsDto {
  @Id('Only of this site.', { optional: true })
  site?: string;

  @OneOf('Only of this kind.', contactKinds, { optional: true })
  kind?: string;

  @AsTable()
  format?: Format;
}

export class ContactDto {
  @Id('Site it is for.', { example: 'sunshine' })
  site!: string;

  @OneOf('What they are to us.', contactKinds)
  kind!: ContactKind;

  @Words('Who it is.', { max: 200, example: '电梯维保公司值班' })
  name!: string;

  @Words('Phone, day and night.', { max: 50, example: '0731-00000000' })
  phone!: string;

  @Words('What to know when calling.', { max: 1000, optional: true })
  remark?: string;
}

export class ContactHistoryDto extends ChangesPageDto {
  @Id('Site.', { example: 'sunshine' })
  site!: string;
}

export class ContactJson {
  @Shown('id of the contact') id!: string;
  @Shown('site') site!: string;
  @Shown('what they are to us', { enum: contactKinds as unknown as string[] }) kind!: ContactKind;
  @Shown('who it is') name!: string;
  @Shown('phone') phone!: string;
  @Shown('what to know when calling', { nullable: true }) remark!: string | null;
}

export class ContactsJson {
  @Shown('the contacts', { type: [ContactJson] }) contacts!: ContactJson[];
}

/** Read by everybody at the site, kept by the customer-service centre. */
@Injectable()
export class Directory {
  constructor(
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(Office) private readonly office: Office,
  ) {}

  async all(who: Caller, { site, kind }: ContactsDto): Promise<ContactsJson> {
    return { contacts: await contactsOf(this.ledger.source, sitesFor(who, site), kind) };
  }

  async enter(who: Caller, contact: ContactDto, key: string): Promise<ContactJson> {
    const sites = this.keeperSites(who);
    const nowhere = { field: 'site', text: { en: 'There is no such site, or you do not keep its directory.', 'zh-CN': '没有此项目，或您不负责其通讯录。' } };
    if (!sites.includes(contact.site)) throw Problem.input([nowhere]);
    return this.office.change(who, who.actor.organisation, { key, body: { contact } }, async (runner, change) => (await enterContact(runner, { ...contact, remark: contact.remark ?? null }, change, key)) ?? [nowhere]);
  }

  async end(who: Caller, id: string, key: string): Promise<void> {
    const sites = this.keeperSites(who);
    const { found } = await this.office.change(who, who.actor.organisation, { key, body: { endContact: id } }, async (runner, change) => ({ found: /^\d{1,18}$/.test(id) && (await endContact(runner, sites, id, change)) }));
    if (!found) throw Problem.of('unknown-contact', 'There is no such contact.', '没有此联系人。');
  }

  /** What was changed of the directory of a site. */
  async history(who: Caller, { site, ...asked }: ContactHistoryDto): Promise<ChangesPageJson> {
    if (!sitesFor(who, site).length) throw Problem.of('unknown-site', `There is no site '${site}': see /v1/sites.`, `没有项目“${site}”，请查看 /v1/sites。`);
    return historyPage(this.ledger, { site, what: ['contact'] }, asked);
  }

  /** Takes a table of contacts in, all of it or nothing. What stands already, word by word, is left. */
  async take(who: Caller, content: Buffer, dry: boolean, key: string): Promise<TakenJson> {
    const sites = this.keeperSites(who);
    const lines = await linesOf(content, contactHeadings);
    const { source, rulebooks } = this.ledger;
    const known = await Known.of(source, rulebooks.all(), who.actor.organisation);
    return this.office.take(who, who.actor.organisation, { key, content, dry }, (runner, change) => takeContacts(runner, lines, known, sites, change, key));
  }

  /** The sites whose directory the caller keeps. */
  private keeperSites({ centreSites }: Caller): string[] {
    if (centreSites.length > 0) return centreSites;
    throw Problem.of('role-may-not', `This is for: ${centreRoles(this.ledger.rulebooks.all()).join(', ')}.`, '此操作须由客户服务中心执行。', { clause: 'P-4.1.2' });
  }
}
