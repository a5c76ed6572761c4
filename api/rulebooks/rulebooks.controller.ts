import { Controller, Get, Inject, Param } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Rulebook } from '../../domain/rulebook/rulebook.js';
import type { Text } from '../../domain/text.js';
import { Ledger } from '../../ledger/ledger.js';
import { ledgerTime } from '../../ledger/versions/publishing.js';
import { CurrentCaller, type Caller } from '../permission/caller.js';
import { Requires } from '../permission/route-access.js';
import { Refuses } from '../documentation.js';
import { ApiProblem } from '../problem.js';
import { ApiField, ApiFieldText } from '../api-field.js';
import { kindsJson, KindsJson } from './kinds.js';
import { PublishingService } from './publishing.service.js';

class RulebookItemJson {
  @ApiField('name') name!: string;
  @ApiField('the version new cases start under') version!: string;
  @ApiFieldText('title in both languages') title!: Text;
  @ApiField('the written rules it carries out') source!: string;
  @ApiField('time zone') timeZone!: string;
  @ApiField('kinds of case', { type: [String] }) kinds!: string[];
}

class RulebooksJson {
  @ApiField('the rulebooks', { type: [RulebookItemJson] }) rulebooks!: RulebookItemJson[];
}

/** The written rules as data: roles, departments, tiers, kinds with their clocks, clauses, calendars. */
@ApiTags('rulebooks')
@Controller('v1/rulebooks')
export class RulebooksController {
  constructor(
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(PublishingService) private readonly publishing: PublishingService,
  ) {}

  @Requires('read-rulebooks')
  @Get()
  @ApiOperation({ summary: 'The rulebooks new cases start under', operationId: 'rulebooks' })
  @ApiOkResponse({ type: RulebooksJson })
  @Refuses(401)
  async all(): Promise<RulebooksJson> {
    const rulebooks = this.ledger.rulebooks.all(await ledgerTime(this.ledger));
    return {
      rulebooks: rulebooks.map(({ name, version, title, source, timeZone, kinds }) => ({
        name,
        version,
        title,
        source,
        timeZone,
        kinds: Object.keys(kinds),
      })),
    };
  }

  @Requires('read-rulebooks')
  @Get(':name/:version')
  @ApiOperation({ summary: 'A rulebook, also an earlier version that cases are pinned to', operationId: 'rulebook' })
  @ApiOkResponse({
    description:
      'The whole rulebook, as the schema rulebooks/rulebook.schema.json describes it, with holidays built into its calendars.',
    schema: { type: 'object', required: ['name', 'version', 'kinds', 'clauses'], additionalProperties: true },
  })
  @Refuses(401, 404)
  async one(
    @CurrentCaller() who: Caller,
    @Param('name') name: string,
    @Param('version') version: string,
  ): Promise<Rulebook> {
    return this.find(who, name, version);
  }

  @Requires('read-rulebooks')
  @Get(':name/:version/kinds')
  @ApiOperation({
    summary: 'The kinds of case of a rulebook, with their acts: what each takes, who may do it and when',
    operationId: 'kinds',
  })
  @ApiOkResponse({ type: KindsJson })
  @Refuses(401, 404)
  async kinds(
    @CurrentCaller() who: Caller,
    @Param('name') name: string,
    @Param('version') version: string,
  ): Promise<KindsJson> {
    return kindsJson(await this.find(who, name, version));
  }

  private async find(who: Caller, name: string, version: string): Promise<Rulebook> {
    const known = /^[\w.-]{1,64}$/.test(name) && /^[\w.+-]{1,100}$/.test(version);
    const found = known ? await this.ledger.rulebooks.find(name, version) : undefined;
    if (!found || !(await this.publishing.mayRead(who, name, version)))
      throw ApiProblem.of(
        'unknown-rulebook',
        'There is no such rulebook or version: see /v1/rulebooks.',
        '没有此规程或版本，请查看规程目录。',
      );
    return found;
  }
}
