import { Inject, Injectable } from '@nestjs/common';
import { installationOrganisation } from '../../domain/actor.js';
import { systemRoles } from '../../domain/rulebook/role-groups.js';
import type { Text } from '../../domain/text.js';
import { addSite, changeSite, endSite, sitesOfOrganisation, type SiteRecord } from '../../ledger/people/sites.js';
import type { Caller } from '../permission/caller.js';
import { Id, Ids, Nested, FreeText } from '../body-fields.js';
import { OrganisationService } from '../people/organisation.service.js';
import { requireRightEverywhere } from '../permission/organisation-rights.js';
import { ApiProblem } from '../problem.js';
import { ApiField, ApiFieldInstant, ApiFieldText } from '../api-field.js';

class NameDto {
  @FreeText('In Chinese.', { max: 100, example: '金桂小区' })
  'zh-CN'!: string;

  @FreeText('In English.', { max: 100, example: 'Osmanthus Estate' })
  en!: string;
}

export class SiteDto {
  @Id('Id of the site: its own for good.', { example: 'osmanthus' })
  id!: string;

  @Id('What sort of site it is, such as estate or office.', { example: 'estate' })
  kind!: string;

  @Nested('What it is called.', NameDto)
  name!: NameDto;

  @Ids('Names of the rulebooks that hold there.', 10, { min: 1, example: ['property'] })
  rulebooks!: string[];

  @Id('Organisation; only administrators of the whole installation name one, for others it is their own.', {
    optional: true,
  })
  organisation?: string;
}

export class ChangeSiteDto {
  @Id('What sort of site it is.', { optional: true })
  kind?: string;

  @FreeText('What it is called in Chinese.', { max: 100, optional: true })
  nameZh?: string;

  @FreeText('What it is called in English.', { max: 100, optional: true })
  nameEn?: string;

  @Ids('Names of the rulebooks that hold there from now on; running cases keep theirs.', 10, { min: 1, optional: true })
  rulebooks?: string[];
}

class NamedJson {
  @ApiField('id') id!: string;
  @ApiFieldText('name in both languages') name!: Text;
}

export class SiteRecordJson {
  @ApiField('id') id!: string;
  @ApiField('kind of site') kind!: string;
  @ApiFieldText('name in both languages') name!: Text;
  @ApiField('whose it is') organisation!: string;
  @ApiField('names of the rulebooks that hold there', { type: [String] }) rulebooks!: string[];
  @ApiFieldInstant('when it was closed', { nullable: true }) endedAt!: string | null;
  @ApiField('roles that may be held there, by its rulebooks', { type: [NamedJson] }) roles!: NamedJson[];
  @ApiField('departments there, by its rulebooks', { type: [NamedJson] }) departments!: NamedJson[];
}

export class SitesJson {
  @ApiField('the sites', { type: [SiteRecordJson] }) sites!: SiteRecordJson[];
}

/** The sites of an organisation. Which roles and departments there are is said by the rulebooks that hold there. */
@Injectable()
export class SiteService {
  constructor(@Inject(OrganisationService) private readonly organisationService: OrganisationService) {}

  async all({ actor }: Caller): Promise<SitesJson> {
    const all = actor.organisation === installationOrganisation && actor.posts.length > 0;
    return {
      sites: (await sitesOfOrganisation(this.organisationService.ledger.source, all ? 'all' : actor.organisation)).map(
        (site) => this.json(site),
      ),
    };
  }

  async add(who: Caller, { organisation: wished, ...site }: SiteDto, key: string): Promise<SiteRecordJson> {
    requireRightEverywhere('manage-people', who, this.organisationService.ledger.rulebooks.all());
    const ofAll = who.actor.organisation === installationOrganisation;
    const organisation = wished ?? who.actor.organisation;
    if (ofAll ? organisation === installationOrganisation : organisation !== who.actor.organisation) {
      throw ApiProblem.input([
        {
          field: 'organisation',
          text: ofAll
            ? { en: 'Say whose site it is.', 'zh-CN': '请填写项目所属单位。' }
            : {
                en: 'You look after your own organisation only: leave it out.',
                'zh-CN': '您仅负责本单位，请不要填写。',
              },
        },
      ]);
    }
    await this.organisationService.change(
      who,
      organisation,
      { key, body: { site, organisation } },
      async (runner, change) => {
        const faults = await addSite(runner, { ...site, name: { ...site.name } }, change);
        return faults.length ? faults : { id: site.id };
      },
    );
    return this.read(site.id, organisation);
  }

  async change(
    who: Caller,
    id: string,
    { kind, nameZh, nameEn, rulebooks }: ChangeSiteDto,
    key: string,
  ): Promise<SiteRecordJson> {
    const organisation = await this.organisationService.organisationOfSite(who, id);
    requireRightEverywhere('manage-people', who, this.organisationService.ledger.rulebooks.all());
    const { name } = await this.read(id, organisation);
    const to = {
      ...(kind ? { kind } : {}),
      ...(nameZh || nameEn ? { name: { 'zh-CN': nameZh ?? name['zh-CN'], en: nameEn ?? name.en } } : {}),
      ...(rulebooks ? { rulebooks } : {}),
    };
    await this.organisationService.change(
      who,
      organisation,
      { key, body: { site: id, change: { kind, nameZh, nameEn, rulebooks } } },
      async (runner, change) => {
        const faults = await changeSite(runner, id, to, change);
        return faults.length ? faults : { id };
      },
    );
    return this.read(id, organisation);
  }

  async end(who: Caller, id: string, key: string): Promise<SiteRecordJson> {
    const organisation = await this.organisationService.organisationOfSite(who, id);
    requireRightEverywhere('manage-people', who, this.organisationService.ledger.rulebooks.all());
    await this.organisationService.change(
      who,
      organisation,
      { key, body: { site: id, end: true } },
      async (runner, change) => {
        const faults = await endSite(runner, id, change);
        return faults.length ? faults : { id };
      },
    );
    return this.read(id, organisation);
  }

  private async read(id: string, organisation: string): Promise<SiteRecordJson> {
    return this.json(
      (await sitesOfOrganisation(this.organisationService.ledger.source, organisation)).find((site) => site.id === id)!,
    );
  }

  private json({ endedAt, ...site }: SiteRecord): SiteRecordJson {
    const here = this.organisationService.ledger.rulebooks.all().filter(({ name }) => site.rulebooks.includes(name));
    const roles = new Map(
      here.flatMap((rulebook) =>
        Object.entries(rulebook.roles).flatMap(([id, { name, party }]): [string, Text][] =>
          party || systemRoles.includes(id) ? [] : [[id, name]],
        ),
      ),
    );
    const departments = new Map(here.flatMap((rulebook) => Object.entries(rulebook.departments)));
    const named = (map: Map<string, Text>) => [...map].map(([id, name]) => ({ id, name }));
    return { ...site, endedAt: endedAt?.toISOString() ?? null, roles: named(roles), departments: named(departments) };
  }
}
