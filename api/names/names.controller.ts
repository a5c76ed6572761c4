import { Controller, Get, Inject } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, ApiOperation, ApiTags, getSchemaPath } from '@nestjs/swagger';
import { statusName } from '../../domain/case/statuses.js';
import { valueTexts } from '../../domain/case/fields.js';
import { violationNames } from '../../domain/case/violations.js';
import { factsForPeople } from '../../domain/kinds/facts.js';
import type { ActTable } from '../../domain/deciding/act.js';
import { kinds, statusesOf } from '../../domain/kinds/kinds.js';
import { channelNames } from '../../domain/notices/delivery.js';
import { noticeHeadings } from '../../domain/notices/templates.js';
import { waitingNames } from '../../domain/rulebook/pause-reasons.js';
import type { Rulebook } from '../../domain/rulebook/rulebook.js';
import type { Text } from '../../domain/text.js';
import { Ledger } from '../../ledger/ledger.js';
import { ledgerTime } from '../../ledger/versions/publishing.js';
import { ApiFieldMap, ApiFieldText, ApiFieldTextMap } from '../api-field.js';
import { momentNames } from '../cases/timeline-table.js';
import { Refuses } from '../documentation.js';
import { Requires } from '../permission/route-access.js';

type Texts = Readonly<Record<string, Text>>;

class KindNamesJson {
  @ApiFieldTextMap('its acts, those that only the desk itself does too') acts!: Texts;
  @ApiFieldTextMap('what may be known of such a case') facts!: Texts;
}

class RulebookNamesJson {
  @ApiFieldText('its title') title!: Text;
  @ApiFieldTextMap('kinds of case') kinds!: Texts;
  @ApiFieldTextMap('roles, those of parties to a case too') roles!: Texts;
  @ApiFieldTextMap('departments') departments!: Texts;
  @ApiFieldTextMap('tiers') tiers!: Texts;
  @ApiFieldTextMap('channels by which cases come') channels!: Texts;
  @ApiFieldTextMap('what clocks are paused for (`waiting`)') waiting!: Texts;
}

@ApiExtraModels(KindNamesJson, RulebookNamesJson)
export class NamesJson {
  @ApiFieldTextMap('statuses of cases') statuses!: Texts;
  @ApiFieldTextMap('what was done but broke a rule, by its code') violations!: Texts;
  @ApiFieldTextMap('why somebody is notified') notices!: Texts;
  @ApiFieldTextMap('what a clock does by itself') moments!: Texts;
  @ApiFieldTextMap('channels by which notices go out') deliveryChannels!: Texts;
  @ApiFieldTextMap('why nobody had custody (`waiting`), where that is no pause of a clock') waiting!: Texts;
  @ApiFieldMap('acts and facts, by kind of case', { additionalProperties: { $ref: getSchemaPath(KindNamesJson) } })
  kinds!: Record<string, KindNamesJson>;
  @ApiFieldMap('what each rulebook in force calls its ids, by its name', {
    additionalProperties: { $ref: getSchemaPath(RulebookNamesJson) },
  })
  rulebooks!: Record<string, RulebookNamesJson>;
}

const administrator: Text = { 'zh-CN': '管理员', en: 'administrator' };

/** What ids of answers are called, in both languages: for programs, and pages that show what they do not know. */
@ApiTags('rulebooks')
@Controller('v1/names')
export class NamesController {
  constructor(@Inject(Ledger) private readonly ledger: Ledger) {}

  @Requires('use-own-account')
  @Get()
  @ApiOperation({ summary: 'Names of every id that answers hold, in both languages', operationId: 'names' })
  @ApiOkResponse({ type: NamesJson })
  @Refuses(401)
  async all(): Promise<NamesJson> {
    const rulebooks = this.ledger.rulebooks.all(await ledgerTime(this.ledger));
    const statuses = new Set(Object.keys(kinds).flatMap((kind) => [...statusesOf(kind)]));
    return {
      statuses: Object.fromEntries([...statuses].map((status) => [status, statusName(status)])),
      violations: violationNames,
      notices: noticeHeadings,
      moments: momentNames,
      deliveryChannels: valueTexts(channelNames),
      waiting: waitingNames,
      kinds: Object.fromEntries(Object.entries(kinds).map(([kind, rows]) => [kind, kindNames(kind, rows)])),
      rulebooks: Object.fromEntries(rulebooks.map((rulebook) => [rulebook.name, rulebookNames(rulebook)])),
    };
  }
}

function kindNames(kind: string, rows: ActTable): KindNamesJson {
  const facts = Object.entries(factsForPeople(kind, rows));
  return {
    acts: Object.fromEntries(Object.entries(rows).map(([act, { name }]) => [act, name])),
    facts: Object.fromEntries(facts.map(([fact, { label }]) => [fact, label])),
  };
}

function rulebookNames(rulebook: Rulebook): RulebookNamesJson {
  return {
    title: rulebook.title,
    kinds: namesIn(rulebook.kinds),
    roles: { administrator, ...namesIn(rulebook.roles) },
    departments: rulebook.departments,
    tiers: Object.fromEntries(rulebook.tiers.map(({ id, name }) => [id, name])),
    channels: namesIn(rulebook.lists?.['channels'] ?? {}),
    waiting: Object.fromEntries(
      Object.values(rulebook.kinds)
        .flatMap(({ clocks }) => clocks)
        .flatMap(({ pause }) => (pause ? [[pause.reason.en, pause.reason]] : [])),
    ),
  };
}

function namesIn(entries: Readonly<Record<string, { name: Text }>>): Texts {
  return Object.fromEntries(Object.entries(entries).map(([id, { name }]) => [id, name]));
}
