import { Controller, Get, Inject, Param } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Rulebook } from '../../domain/rulebook.js';
import type { Text } from '../../domain/text.js';
import { Ledger } from '../../ledger/ledger.js';
import { Refuses } from '../documentation.js';
import { Problem } from '../problem.js';
import { Shown, ShownMap } from '../shown.js';
import { kindsJson, KindsJson } from './kinds.js';

class RulebookItemJson {
  @Shown('name') name!: string;
  @Shown('the version new cases start under') version!: string;
  @ShownMap('title in both languages') title!: Text;
  @Shown('the written rules it carries out') source!: string;
  @Shown('time zone') timeZone!: string;
  @Shown('kinds of case', { type: [String] }) kinds!: string[];
}

class RulebooksJson {
  @Shown('the rulebooks', { type: [RulebookItemJson] }) rulebooks!: RulebookItemJson[];
}

/** The written rules as data: roles, departments, tiers, kinds with their clocks, clauses, calendars. */
@ApiTags('rulebooks')
@Controller('v1/rulebooks')
export class RulebooksController {
  constructor(@Inject(Ledger) private readonly ledger: Ledger) {}

  @Get()
  @ApiOperation({ summary: 'The rulebooks new cases start under', operationId: 'rulebooks' })
  @ApiOkResponse({ type: RulebooksJson })
  @Refuses(401)
  all(): RulebooksJson {
    const rulebooks = this.ledger.rulebooks.all();
    return { rulebooks: rulebooks.map(({ name, version, title, source, timeZone, kinds }) => ({ name, version, title, source, timeZone, kinds: Object.keys(kinds) })) };
  }

  @Get(':name/:version')
  @ApiOperation({ summary: 'A rulebook, also an earlier version that cases are pinned to', operationId: 'rulebook' })
  @ApiOkResponse({ description: 'The whole rulebook, as the schema rulebooks/rulebook.schema.json describes it, with holidays built into its calendars.', schema: { type: 'object', required: ['name', 'version', 'kinds', 'clauses'], additionalProperties: true } })
  @Refuses(401, 404)
  async one(@Param('name') name: string, @Param('version') version: string): Promise<Rulebook> {
    return this.find(name, version);
  }

  @Get(':name/:version/kinds')
  @ApiOperation({ summary: 'The kinds of case of a rulebook, with their acts: what each takes, who may do it and when', operationId: 'kinds' })
  @ApiOkResponse({ type: KindsJson })
  @Refuses(401, 404)
  async kinds(@Param('name') name: string, @Param('version') version: string): Promise<KindsJson> {
    return kindsJson(await this.find(name, version));
  }

  private async find(name: string, version: string): Promise<Rulebook> {
    const known = /^[\w.-]{1,64}$/.test(name) && /^[\w.+-]{1,100}$/.test(version);
    const found = known ? await this.ledger.rulebooks.find(name, version) : undefined;
    if (!found) throw Problem.of('unknown-rulebook', 'There is no such rulebook or version: see /v1/rulebooks.', '没有此规程或版本，请查看 /v1/rulebooks。');
    return found;
  }
}
