import { outageSentence } from '../../domain/acts/outage-sentence.js';
import { listOf } from '../../domain/rulebook/lists.js';
import type { Text } from '../../domain/text.js';
import type { Ledger } from '../../ledger/ledger.js';
import type { OutageRow } from '../../ledger/read/outages.js';
import { ApiField } from '../api-field.js';
import type { Caller } from '../permission/caller.js';

export class OutageJson {
  @ApiField('number of the outage: join-outage takes it') number!: string;
  @ApiField('site') site!: string;
  @ApiField('where it stands') status!: string;
  @ApiField('its area') area!: string;
  @ApiField("the name of the area in the caller's language") areaName!: string;
  @ApiField('its line') line!: string;
  @ApiField('the name of the line') lineName!: string;
  @ApiField('when the supply is expected back', { nullable: true, format: 'date-time' }) endsAt!: string | null;
  @ApiField('the reason, as it is given to callers', { nullable: true }) explanation!: string | null;
  @ApiField(
    "what is read out to whoever calls about it: what is out, why, until when in the time of the place, an apology; as it is known now, in the caller's language",
  )
  sentence!: string;
  @ApiField('calls with it that came from the same building', { type: 'integer' }) callsHere!: number;
}

class CallCountJson {
  @ApiField('calls that were ever with it', { type: 'integer' }) count!: number;
  @ApiField('calls that wait with it, or are still to be asked whether the supply is back', { type: 'integer' })
  waiting!: number;
  @ApiField('calls that go on as repairs of their own: their customers are still dark', { type: 'integer' })
  stillDark!: number;
}

class BuildingCallsJson extends CallCountJson {
  @ApiField('the building, or the house of a road; null where none is known, or not everybody may know it', {
    nullable: true,
  })
  building!: string | null;
}

/** The calls about an outage: GET /v1/cases?outage= lists them. */
export class OutageCallsJson extends CallCountJson {
  @ApiField('by building, the most calls first', { type: [BuildingCallsJson] }) buildings!: BuildingCallsJson[];
}

/** An outage as somebody who answers a call needs it. */
export async function outageJson(
  { rulebooks, time }: Pick<Ledger, 'rulebooks' | 'time'>,
  { language }: Pick<Caller, 'language'>,
  row: OutageRow,
): Promise<OutageJson> {
  const { number, site, status, area, line, explanation, here } = row;
  const rulebook = await rulebooks.get(row.rulebook, row.version);
  const at = (await time.now(new Date())).toISOString();
  const nameOf = (list: string, id: string): Text => listOf(rulebook, list)?.[id]?.name ?? { 'zh-CN': id, en: id };
  const names = { line: nameOf('lines', line), area: nameOf('areas', area) };
  return {
    number,
    site,
    status,
    area,
    areaName: names.area[language],
    line,
    lineName: names.line[language],
    endsAt: row.ends_at,
    explanation,
    sentence: outageSentence({ status, ...names, explanation, endsAt: row.ends_at }, at, rulebook.timeZone)[language],
    callsHere: here,
  };
}
