import { Controller, Get, Inject } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { installationOrganisation } from '../../domain/actor.js';
import { Ledger } from '../../ledger/ledger.js';
import { ApiField } from '../api-field.js';
import { Refuses } from '../documentation.js';
import { CurrentCaller, type Caller } from '../permission/caller.js';
import { Requires } from '../permission/route-access.js';

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
}
