import { Inject, Injectable } from '@nestjs/common';
import { personKeys } from '../../domain/case/subjects.js';
import { listOf } from '../../domain/rulebook/lists.js';
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
  @ApiFieldInstant('when the supply is expected back', { nullable: true }) endsAt!: string | null;
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
    return { outages: await Promise.all(rows.map((row) => this.item(who, row))) };
  }

  private async item(who: Caller, row: OpenOutageRow): Promise<OpenOutageJson> {
    const rulebook = await this.ledger.rulebooks.get(row.rulebook, row.version);
    const { line, area, endsAt, waiting, stillDark } = row;
    const nameOf = (list: string, id: string | null) =>
      id === null ? id : (listOf(rulebook, list)?.[id]?.name[who.language] ?? id);
    return {
      ...listedCaseJson(who, row, rulebook),
      lineName: nameOf('lines', line),
      areaName: nameOf('areas', area),
      endsAt: localTime(rulebook.timeZone)(endsAt),
      waiting,
      stillDark,
    };
  }
}
