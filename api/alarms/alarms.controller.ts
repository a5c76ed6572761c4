import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { personKeys } from '../../domain/case/subjects.js';
import { rowOf } from '../../domain/kinds/kinds.js';
import { clockName, type Rulebook } from '../../domain/rulebook/rulebook.js';
import type { Language } from '../../domain/text.js';
import { Ledger } from '../../ledger/ledger.js';
import { newestAlarms, type AlarmRow } from '../../ledger/read/alarms.js';
import { ApiField, ApiFieldInstant } from '../api-field.js';
import { Id } from '../body-fields.js';
import { localTime } from '../cases/clock-json.js';
import { Refuses } from '../documentation.js';
import { CurrentCaller, type Caller } from '../permission/caller.js';
import { requireRight } from '../permission/rights.js';
import { Requires } from '../permission/route-access.js';

const maxAlarms = 200;

export class AlarmsDto {
  @Id('Only of this case.', { optional: true })
  number?: string;
}

export class AlarmJson {
  @ApiField('number of the case') number!: string;
  @ApiField('its site') site!: string;
  @ApiField('kind of case') kind!: string;
  @ApiField('the entry it is on record as', { type: 'integer' }) seq!: number;
  @ApiField('what is amiss: a clock that is missing, or a signal from outside that was refused', {
    enum: ['missing-clock', 'refused-signal'],
  })
  alarm!: string;
  @ApiField('rule of the clock, or name of the signal') what!: string;
  @ApiField("what that is called in the caller's language; the same where it has no name") whatName!: string;
  @ApiField('clause of the clock, or code of the refusal') why!: string;
  @ApiFieldInstant('when') at!: string;
}

export class AlarmsJson {
  @ApiField(`the newest, at most ${maxAlarms}`, { type: [AlarmJson] }) alarms!: AlarmJson[];
}

/** What the desk has found amiss by itself, for those who operate it. No figure counts it. */
@ApiTags('operations')
@Controller('v1/alarms')
export class AlarmsController {
  constructor(@Inject(Ledger) private readonly ledger: Ledger) {}

  @Requires('see-alarms')
  @Get()
  @ApiOperation({
    summary: 'Clocks that are missing behind the rules, and signals that nobody on record has sent',
    operationId: 'alarms',
  })
  @ApiOkResponse({ type: AlarmsJson })
  @Refuses(401, 403, 422)
  async newest(@CurrentCaller() who: Caller, @Query() { number }: AlarmsDto): Promise<AlarmsJson> {
    const rulebooks = this.ledger.rulebooks.all();
    const sites = requireRight('see-alarms', who, rulebooks);
    const rows = await newestAlarms(this.ledger.source, {
      sites: sites === 'all' ? null : sites,
      keys: personKeys(who.actor),
      limit: maxAlarms,
      number,
    });
    return {
      alarms: rows.map((row) =>
        alarmJson(
          row,
          rulebooks.find(({ name }) => name === row.rulebook),
          who.language,
        ),
      ),
    };
  }
}

function alarmJson(
  { number, site, kind, seq, act, what, why, at }: AlarmRow,
  rulebook: Rulebook | undefined,
  language: Language,
): AlarmJson {
  const isClock = act === 'raise-alarm';
  const name = isClock ? rulebook && clockName(rulebook, kind, { rule: what, clause: why }) : rowOf(kind, what)?.name;
  return {
    number,
    site,
    kind,
    seq,
    alarm: isClock ? 'missing-clock' : 'refused-signal',
    what,
    whatName: name?.[language] ?? what,
    why,
    at: localTime(rulebook?.timeZone ?? 'UTC')(at),
  };
}
