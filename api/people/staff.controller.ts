import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { installationOrganisation } from '../../domain/actor.js';
import { rolesAbove } from '../../domain/rulebook/role-groups.js';
import { namesOfPeople, sitesOf } from '../../ledger/people/people.js';
import { personKeys } from '../../domain/case/subjects.js';
import { heldByPerson, staffOf, type StaffRow } from '../../ledger/people/staff-list.js';
import { Refuses } from '../documentation.js';
import { CurrentCaller, type Caller } from '../permission/caller.js';
import { requireRightEverywhere } from '../permission/organisation-rights.js';
import { Requires } from '../permission/route-access.js';
import { namesOfPosts } from '../session/role-names.js';
import { OrganisationService } from './organisation.service.js';
import { HeldByPersonJson, StaffDto, StaffJson } from './staff.dto.js';

type HeldPost = StaffRow['posts'][number];

/** The people of an organisation as their administrator looks after them. */
@ApiTags('people')
@Controller('v1')
export class StaffController {
  constructor(@Inject(OrganisationService) private readonly organisationService: OrganisationService) {}

  @Requires('manage-people')
  @Get('staff')
  @ApiOperation({
    summary: 'The people of an organisation: what they hold, whether they can sign in; for administrators',
    operationId: 'staff',
  })
  @ApiOkResponse({ type: StaffJson })
  @Refuses(401, 403, 422)
  async staff(@CurrentCaller() who: Caller, @Query() { organisation, left = false }: StaffDto): Promise<StaffJson> {
    const { ledger } = this.organisationService;
    requireRightEverywhere('manage-people', who, ledger.rulebooks.all());
    const own = who.actor.organisation;
    const rows = await staffOf(ledger.source, {
      organisation: own === installationOrganisation ? (organisation ?? own) : own,
      at: await this.organisationService.now(),
      left,
    });
    const named = await this.postNames(
      who,
      rows.flatMap(({ posts }) => posts),
    );
    return { people: rows.map((row) => ({ ...row, posts: row.posts.map(named) })) };
  }

  @Requires('manage-people')
  @Get('people/:id/holds')
  @ApiOperation({
    summary:
      'What somebody has in hand, and which posts nobody else holds: asked before they leave; for administrators',
    operationId: 'held-by-person',
  })
  @ApiOkResponse({ type: HeldByPersonJson })
  @Refuses(401, 403, 404)
  async holds(@CurrentCaller() who: Caller, @Param('id') id: string): Promise<HeldByPersonJson> {
    const { ledger } = this.organisationService;
    await this.organisationService.organisationOf(who, id);
    const rulebooks = ledger.rulebooks.all();
    requireRightEverywhere('manage-people', who, rulebooks);
    const at = await this.organisationService.now();
    const held = await heldByPerson(ledger.source, id, { at, keys: personKeys(who.actor) });
    const named = await this.postNames(who, [
      ...held.alone,
      ...held.duties.map((duty): HeldPost => ({ ...duty, department: null })),
    ]);
    const names = namesOfPosts(rulebooks, who.language);
    const people = await namesOfPeople(
      ledger.source,
      held.standIns.flatMap(({ person, to }) => [person, to]),
    );
    const above = (role: string) => rulebooks.flatMap((rulebook) => rolesAbove(role, rulebook))[0];
    return {
      ...held,
      duties: held.duties.map(({ role, site, from, until }) => {
        const { roleName, siteName } = named({ role, site, department: null });
        return { roleName, siteName: siteName ?? site, from, until };
      }),
      standIns: held.standIns.map(({ person, to, until }) => ({
        for: people.get(person) ?? person,
        to: people.get(to) ?? to,
        until,
      })),
      alone: held.alone.map(({ waiting, ...post }) => {
        const up = above(post.role);
        return { ...named(post), waiting, above: up === undefined ? null : names.role(up) };
      }),
    };
  }

  /** Gives posts their names, in the caller's language. */
  private async postNames(who: Caller, posts: readonly HeldPost[]): Promise<(post: HeldPost) => PostWithNames> {
    const { ledger } = this.organisationService;
    const names = namesOfPosts(ledger.rulebooks.all(), who.language);
    const ids = [...new Set(posts.flatMap(({ site }) => site ?? []))];
    const sites = new Map((await sitesOf(ledger.source, ids)).map(({ id, name }) => [id, name[who.language]]));
    return ({ role, site, department }) => ({
      role,
      roleName: names.role(role),
      site,
      siteName: site === null ? null : (sites.get(site) ?? site),
      department,
      departmentName: department === null ? null : names.department(department),
    });
  }
}

type PostWithNames = StaffJson['people'][number]['posts'][number];
