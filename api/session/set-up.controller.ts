import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { installationOrganisation } from '../../domain/actor.js';
import { Ledger } from '../../ledger/ledger.js';
import { finiteUtcIso } from '../../ledger/sql.js';
import { ApiField, ApiFieldInstant } from '../api-field.js';
import { Id } from '../body-fields.js';
import { Refuses } from '../documentation.js';
import { CurrentCaller, type Caller } from '../permission/caller.js';
import { requireRightEverywhere } from '../permission/organisation-rights.js';
import { Requires } from '../permission/route-access.js';
import { namesOfPosts } from './role-names.js';

const setUpSteps = ['password', 'site', 'people', 'sign-in'] as const;

class SetUpStepJson {
  @ApiField(
    'password: you have one of your own; site: there is one, with its rulebooks; people: somebody holds a post there; sign-in: one of them can sign in',
    { enum: setUpSteps },
  )
  step!: string;
  @ApiField('whether it is done') done!: boolean;
}

class SetUpJson {
  @ApiField('what leads to a working desk, in its order', { type: [SetUpStepJson] }) steps!: SetUpStepJson[];
}

const signIns = ['none', 'one-time', 'own'] as const;

class SetUpPeopleDto {
  @Id('Organisation; only administrators of the whole installation name one, for others it is their own.', {
    optional: true,
  })
  organisation?: string;
}

class SetUpPersonJson {
  @ApiField('id') id!: string;
  @ApiField('name') name!: string;
  @ApiField("names of their roles in the caller's language", { type: [String] }) roles!: string[];
  @ApiField('none: no password yet, or one that ran out; one-time: one they have not used; own: one of their own', {
    enum: signIns,
  })
  signIn!: string;
  @ApiFieldInstant('until when the one-time password is good', { nullable: true }) validUntil!: string | null;
}

class SetUpPeopleJson {
  @ApiField('the people of the organisation who have not left', { type: [SetUpPersonJson] }) people!: SetUpPersonJson[];
}

@ApiTags('session')
@Controller('v1/set-up')
export class SetUpController {
  constructor(@Inject(Ledger) private readonly ledger: Ledger) {}

  @Requires('manage-people')
  @Get()
  @ApiOperation({ summary: 'How far the first set-up has come; for administrators', operationId: 'set-up' })
  @ApiOkResponse({ type: SetUpJson })
  @Refuses(401, 403)
  async setUp(@CurrentCaller() { actor }: Caller): Promise<SetUpJson> {
    const whose = actor.organisation === installationOrganisation ? null : actor.organisation;
    const at = (await this.ledger.time.now(new Date())).toISOString();
    const [done] = await this.ledger.source.query(
      `WITH open_sites AS (SELECT id, organisation FROM sites WHERE ended_at IS NULL AND ($2::text IS NULL OR organisation = $2)),
         staff AS (
           SELECT people.id FROM people JOIN posts ON posts.person_id = people.id
           WHERE organisation IN (SELECT organisation FROM open_sites) AND role <> 'administrator' AND valid_until > $3
             AND (ended_at IS NULL OR ended_at > $3)
         )
       SELECT EXISTS (SELECT FROM passwords WHERE person_id = $1 AND NOT must_change) AS password,
         EXISTS (SELECT FROM open_sites) AS site,
         EXISTS (SELECT FROM staff) AS people,
         EXISTS (SELECT FROM passwords JOIN staff ON id = person_id WHERE valid_until > clock_timestamp()) AS "sign-in"`,
      [actor.id, whose, at],
    );
    return { steps: setUpSteps.map((step) => ({ step, done: done[step] })) };
  }

  @Requires('manage-people')
  @Get('people')
  @ApiOperation({
    summary: 'The people of an organisation, and whether they can sign in',
    operationId: 'set-up-people',
  })
  @ApiOkResponse({ type: SetUpPeopleJson })
  @Refuses(401, 403, 422)
  async people(@CurrentCaller() who: Caller, @Query() { organisation }: SetUpPeopleDto): Promise<SetUpPeopleJson> {
    const rulebooks = this.ledger.rulebooks.all();
    requireRightEverywhere('manage-people', who, rulebooks);
    const own = who.actor.organisation;
    const whose = own === installationOrganisation ? (organisation ?? own) : own;
    const at = (await this.ledger.time.now(new Date())).toISOString();
    const rows: { id: string; name: string; roles: string[]; signIn: string; validUntil: string | null }[] =
      await this.ledger.source.query(
        `SELECT people.id, name, ARRAY(SELECT DISTINCT role FROM posts WHERE person_id = people.id AND posts.valid_until > $2 ORDER BY role) AS roles,
           CASE WHEN passwords.valid_until IS NULL OR passwords.valid_until <= clock_timestamp() THEN 'none' WHEN must_change THEN 'one-time' ELSE 'own' END AS "signIn",
           ${finiteUtcIso('passwords.valid_until')} AS "validUntil"
         FROM people LEFT JOIN passwords ON person_id = people.id
         WHERE organisation = $1 AND (ended_at IS NULL OR ended_at > $2) ORDER BY people.id LIMIT 5000`,
        [whose, at],
      );
    const names = namesOfPosts(rulebooks, who.language);
    return { people: rows.map(({ roles, ...row }) => ({ ...row, roles: roles.map((role) => names.role(role)) })) };
  }
}
