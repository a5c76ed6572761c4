import { Inject, Injectable } from '@nestjs/common';
import { centreRoles } from '../../domain/parts.js';
import { contactKinds, contactsOf, endContact, enterContact } from '../../ledger/contacts.js';
import { Ledger } from '../../ledger/ledger.js';
import type { Caller } from '../actor.js';
import { Id, OneOf, Words } from '../fields.js';
import { Problem } from '../problem.js';
import { sitesFor } from '../reading.js';
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
  kind!: string;

  @Words('Who it is.', { max: 200, example: '电梯维保公司值班' })
  name!: string;

  @Words('Phone, day and night.', { max: 50, example: '0731-00000000' })
  phone!: string;

  @Words('What to know when calling.', { max: 1000, optional: true })
  remark?: string;
}

export class ContactJson {
  @Shown('id of the contact') id!: string;
  @Shown('site') site!: string;
  @Shown('what they are to us', { enum: contactKinds as unknown as string[] }) kind!: string;
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
  constructor(@Inject(Ledger) private readonly ledger: Ledger) {}

  async all(who: Caller, { site, kind }: ContactsDto): Promise<ContactsJson> {
    return { contacts: await contactsOf(this.ledger.source, sitesFor(who, site), kind) };
  }

  async enter(who: Caller, contact: ContactDto, key: string): Promise<ContactJson> {
    const sites = this.keeperSites(who);
    const entered = sites.includes(contact.site) ? await enterContact(this.ledger.source, { ...contact, remark: contact.remark ?? null }, who.actor.id, key) : undefined;
    if (!entered) throw Problem.input([{ field: 'site', text: { en: 'There is no such site, or you do not keep its directory.', 'zh-CN': '没有此项目，或您不负责其通讯录。' } }]);
    return entered;
  }

  async end(who: Caller, id: string): Promise<void> {
    const sites = this.keeperSites(who);
    if (/^\d{1,18}$/.test(id) && (await endContact(this.ledger.source, sites, id))) return;
    throw Problem.of('unknown-contact', 'There is no such contact.', '没有此联系人。');
  }

  /** The sites whose directory the caller keeps. */
  private keeperSites({ centreSites }: Caller): string[] {
    if (centreSites.length > 0) return centreSites;
    throw Problem.of('role-may-not', `This is for: ${centreRoles(this.ledger.rulebooks.all()).join(', ')}.`, '此操作须由客户服务中心执行。', { clause: 'P-4.1.2' });
  }
}
