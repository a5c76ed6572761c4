import { Inject, Injectable } from '@nestjs/common';
import { phoneHint } from '../../domain/words/phone.js';
import {
  contactKinds,
  type ContactKind,
  contactsOf,
  type EmergencyContact,
  endContact,
  enterContact,
} from '../../ledger/people/contacts.js';
import { Ledger } from '../../ledger/ledger.js';
import type { Caller } from '../permission/caller.js';
import { Id, OneOf, FreeText } from '../body-fields.js';
import { PageDto } from '../page.js';
import { changeHistoryPage } from '../people/change-history.js';
import { OrganisationService } from '../people/organisation.service.js';
import type { ChangesPageJson } from '../people/people.dto.js';
import { sitesManaged } from '../permission/organisation-rights.js';
import { ApiProblem } from '../problem.js';
import { visibleSites } from '../permission/case-visibility.js';
import { contactHeadings, importContacts, phoneNotes } from '../sheets/contacts-sheet.js';
import { NameResolver } from '../sheets/name-resolver.js';
import type { TakenJson } from '../sheets/sheets.dto.js';
import { ReadingService } from '../reading/reading.service.js';
import { readSheetRows } from '../sheets/read-spreadsheet.js';
import { ApiField } from '../api-field.js';
import { TableFormatField, type TableFormat } from '../tables/table.service.js';

export class ContactsDto {
  @Id('Only of this site.', { optional: true })
  site?: string;

  @OneOf('Only of this kind.', contactKinds, { optional: true })
  kind?: string;

  @TableFormatField()
  format?: TableFormat;
}

export class ContactDto {
  @Id('Site it is for.', { example: 'sunshine' })
  site!: string;

  @OneOf('What they are to us.', contactKinds)
  kind!: ContactKind;

  @FreeText('Who it is.', { max: 200, example: '电梯维保公司值班' })
  name!: string;

  @FreeText('Phone, day and night.', { max: 50, example: '0731-00000000' })
  phone!: string;

  @FreeText('What to know when calling.', { max: 1000, optional: true })
  remark?: string;
}

export class ContactHistoryDto extends PageDto {
  @Id('Site.', { example: 'sunshine' })
  site!: string;
}

export class ContactJson {
  @ApiField('id of the contact') id!: string;
  @ApiField('site') site!: string;
  @ApiField('what they are to us', { enum: contactKinds as unknown as string[] }) kind!: ContactKind;
  @ApiField('who it is') name!: string;
  @ApiField('phone') phone!: string;
  @ApiField('what to know when calling', { nullable: true }) remark!: string | null;
  @ApiField("what is odd about the phone, in the caller's language; null where nothing is", { nullable: true }) hint!:
    string | null;
}

export class ContactsJson {
  @ApiField('the contacts', { type: [ContactJson] }) contacts!: ContactJson[];
}

function withHint(contact: EmergencyContact, { language }: Caller): ContactJson {
  return { ...contact, hint: phoneHint(contact.phone)?.[language] ?? null };
}

/** Emergency contacts: read by everybody at the site, kept by the customer-service centre. */
@Injectable()
export class ContactService {
  constructor(
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(OrganisationService) private readonly organisationService: OrganisationService,
    @Inject(ReadingService) private readonly reading: ReadingService,
  ) {}

  async all(who: Caller, { site, kind }: ContactsDto): Promise<ContactsJson> {
    const contacts = await contactsOf(this.ledger.source, visibleSites(who, site), kind);
    return { contacts: contacts.map((contact) => withHint(contact, who)) };
  }

  async enter(who: Caller, contact: ContactDto, key: string): Promise<ContactJson> {
    const sites = sitesManaged('keep-contacts', who, this.ledger.rulebooks.all());
    const nowhere = {
      field: 'site',
      text: {
        en: 'There is no such site, or you do not keep its directory.',
        'zh-CN': '没有此项目，或您不负责其通讯录。',
      },
    };
    if (!sites.includes(contact.site)) throw ApiProblem.input([nowhere]);
    const entered = await this.organisationService.change(
      who,
      who.actor.organisation,
      { key, body: { contact } },
      async (runner, change) =>
        (await enterContact(runner, { ...contact, remark: contact.remark ?? null }, change, key)) ?? [nowhere],
    );
    return withHint(entered, who);
  }

  async end(who: Caller, id: string, key: string): Promise<void> {
    const sites = sitesManaged('keep-contacts', who, this.ledger.rulebooks.all());
    const { found } = await this.organisationService.change(
      who,
      who.actor.organisation,
      { key, body: { endContact: id } },
      async (runner, change) => ({
        found: /^\d{1,18}$/.test(id) && (await endContact(runner, [...sites], id, change)),
      }),
    );
    if (!found) throw ApiProblem.of('unknown-contact', 'There is no such contact.', '没有此联系人。');
  }

  /** What was changed of the directory of a site. */
  async history(who: Caller, { site, ...asked }: ContactHistoryDto): Promise<ChangesPageJson> {
    if (!visibleSites(who, site).length)
      throw ApiProblem.of(
        'unknown-site',
        `There is no site '${site}': see /v1/sites.`,
        `没有项目“${site}”，请查看项目名单。`,
      );
    return changeHistoryPage(this.ledger, { site, what: ['contact'] }, asked);
  }

  /** Imports a table of contacts, all of it or nothing. A contact that is on record in the same words stays. */
  async importTable(who: Caller, content: Buffer, dry: boolean, key: string): Promise<TakenJson> {
    const sites = sitesManaged('keep-contacts', who, this.ledger.rulebooks.all());
    const { lines, notes } = await readSheetRows(this.reading, content, contactHeadings);
    const { source, rulebooks } = this.ledger;
    const known = await NameResolver.of(source, rulebooks.all(), who.actor.organisation);
    return this.organisationService.importTable(
      who,
      who.actor.organisation,
      { key, content, dry, notes: [...notes, ...phoneNotes(lines)] },
      (runner, change) => importContacts(runner, lines, known, sites, change, key),
    );
  }
}
