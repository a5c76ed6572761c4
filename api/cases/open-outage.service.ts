import { Inject, Injectable } from '@nestjs/common';
import { outageSentence } from '../../domain/acts/outage-sentence.js';
import { personKeys } from '../../domain/case/subjects.js';
import { rowOf } from '../../domain/kinds/kinds.js';
import { listOf } from '../../domain/rulebook/lists.js';
import type { Text } from '../../domain/text.js';
import { Ledger } from '../../ledger/ledger.js';
import { maxOutages, unsettledOutages, type OpenOutageRow } from '../../ledger/read/open-outages.js';
import { ApiField, ApiFieldInstant } from '../api-field.js';
import { Id } from '../body-fields.js';
import { visibleSites } from '../permission/case-visibility.js';
import type { Caller } from '../permission/caller.js';
import { localTime } from './clock-json.js';
import { ListedCaseJson, listedCaseJson } from './listed-case.js';

export class OpenOutagesDto {
  @Id('Only of this site.', { optional: true })
  site?: string;
}

class OpenOutageJson extends ListedCaseJson {
  @ApiField('name of the supply line that is out', { nullable: true }) lineName!: string | null;
  @ApiField('name of the area that is out', { nullable: true }) areaName!: string | null;
  @ApiField("whether it was planned, by its name in the caller's language", { nullable: true }) typeName!:
    string | null;
  @ApiFieldInstant('when the supply goes, or went', { nullable: true }) startsAt!: string | null;
  @ApiFieldInstant('when the supply is expected back', { nullable: true }) endsAt!: string | null;
  @ApiField("what callers are told now, in the caller's language") sentence!: string;
  @ApiField('calls that were ever with it', { type: 'integer' }) calls!: number;
  @ApiField('calls that wait with it, or are still to be asked whether the supply is back', { type: 'integer' })
  waiting!: number;
  @ApiField('calls that go on as repairs of their own: their customers are still dark', { type: 'integer' })
  stillDark!: number;
}

export class OpenOutagesJson {
  @ApiField(`the outages, the newest first; at most ${maxOutages}`, { type: [OpenOutageJson] })
  outages!: OpenOutageJson[];
}

/** Outages (停电) that are on, or not settled with everybody who called. */
@Injectable()
export class OpenOutageService {
  constructor(@Inject(Ledger) private readonly ledger: Ledger) {}

  async open(who: Caller, { site }: OpenOutagesDto): Promise<OpenOutagesJson> {
    const rows = await unsettledOutages(this.ledger.source, visibleSites(who, site), personKeys(who.actor));
    const now = (await this.ledger.time.now(new Date())).toISOString();
    return { outages: await Promise.all(rows.map((row) => this.item(who, row, now))) };
  }

  private async item(who: Caller, row: OpenOutageRow, now: string): Promise<OpenOutageJson> {
    const rulebook = await this.ledger.rulebooks.get(row.rulebook, row.version);
    const { line, area, endsAt, startsAt, waiting, stillDark, calls, status, explanation, type } = row;
    const local = localTime(rulebook.timeZone);
    const nameOf = (list: string, id: string | null): Text | null =>
      id === null ? id : (listOf(rulebook, list)?.[id]?.name ?? { 'zh-CN': id, en: id });
    const names = { line: nameOf('lines', line), area: nameOf('areas', area) };
    const told = { status, ...names, explanation, endsAt };
    return {
      ...listedCaseJson(who, row, rulebook),
      lineName: names.line?.[who.language] ?? null,
      areaName: names.area?.[who.language] ?? null,
      typeName:
        type === null
          ? null
          : (rowOf('outage', 'record')?.fields?.['outageType']?.valueNames?.[type]?.[who.language] ?? type),
      startsAt: local(startsAt),
      endsAt: local(endsAt),
      sentence: outageSentence(told, now, rulebook.timeZone)[who.language],
      calls,
      waiting,
      stillDark,
    };
  }
}
