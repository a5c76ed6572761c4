import { Inject, Injectable } from '@nestjs/common';
import { Ledger } from '../../ledger/ledger.js';
import { sitesOf } from '../../ledger/people/people.js';
import { standingEntries, type RosterEntry } from '../../ledger/people/roster.js';
import { openSwaps } from '../../ledger/people/swaps.js';
import { localTime } from '../cases/clock-json.js';
import type { Caller } from '../permission/caller.js';
import { displayNamesFor } from '../tables/display-names.js';
import type { OpenSwapJson, SwapsJson } from './rosters.dto.js';

/** Exchanges of duties that wait for an answer, with the duties they are about. */
@Injectable()
export class OpenSwapService {
  constructor(@Inject(Ledger) private readonly ledger: Ledger) {}

  /** Those the caller asked for or has to answer, the oldest first; times in the zone of the site. */
  async of(who: Caller): Promise<SwapsJson> {
    const { source, rulebooks } = this.ledger;
    const swaps = await openSwaps(source, who.actor.id);
    if (swaps.length === 0) return { swaps: [] };
    const [entries, names] = await Promise.all([
      standingEntries(
        source,
        swaps.flatMap(({ entry, other }) => [entry, other]),
      ),
      displayNamesFor(this.ledger, who),
    ]);
    const sites = new Map(
      (await sitesOf(source, [...new Set([...entries.values()].map(({ site }) => site))])).map((site) => [
        site.id,
        { name: site.name[who.language], zone: rulebooks.current(site.rulebooks[0] ?? '')?.timeZone ?? 'UTC' },
      ]),
    );
    const duty = (entry: RosterEntry | undefined): OpenSwapJson['duty'] => {
      if (entry === undefined) return null;
      const { name, zone } = sites.get(entry.site)!;
      const local = localTime(zone);
      return {
        ...entry,
        roleName: names.role(entry.role),
        siteName: name,
        from: local(entry.from),
        until: local(entry.until),
      };
    };
    return {
      swaps: swaps.map((swap) => ({
        ...swap,
        duty: duty(entries.get(swap.entry)),
        otherDuty: duty(entries.get(swap.other)),
      })),
    };
  }
}
