import { Inject, Injectable } from '@nestjs/common';
import { rosterGaps, type RosterGap } from '../../domain/rulebook/roster.js';
import type { Rulebook } from '../../domain/rulebook/rulebook.js';
import type { Language } from '../../domain/text.js';
import { inZone } from '../../domain/time/zone.js';
import {
  addRosterEntries,
  rosterEntriesOf,
  rosterEntryOf,
  withdrawRosterEntry,
  type RosterEntry,
} from '../../ledger/people/roster.js';
import { answerSwap, requestSwap, swapOf } from '../../ledger/people/swaps.js';
import type { Caller } from '../permission/caller.js';
import { OrganisationService } from '../people/organisation.service.js';
import { ApiProblem } from '../problem.js';
import { requireRight } from '../permission/rights.js';
import type {
  EnteredJson,
  NewDutiesDto,
  DutyEntryJson,
  HoleJson,
  RosterDto,
  RosterJson,
  SwapJson,
  UnheldRolesJson,
} from './rosters.dto.js';

const dayMs = 86_400_000;
const longest = 100;

/** The duty roster (值班表): who is on duty, which times nobody is, and duties exchanged. */
@Injectable()
export class RosterService {
  constructor(@Inject(OrganisationService) private readonly organisationService: OrganisationService) {}

  async read(who: Caller, { site, from: asked, until: end, role }: RosterDto): Promise<RosterJson> {
    const rulebooks = await this.rulebooksAt(who, site);
    const from = asked ?? (await this.organisationService.now());
    const until = end ?? new Date(Date.parse(from) + 14 * dayMs).toISOString();
    if (until <= from || Date.parse(until) - Date.parse(from) > longest * dayMs)
      throw ApiProblem.input([
        {
          field: 'until',
          text: {
            en: `must lie after 'from', by ${longest} days at most.`,
            'zh-CN': `须晚于开始时间，且最多相隔 ${longest} 天。`,
          },
        },
      ]);
    const entries = await rosterEntriesOf(this.organisationService.ledger.source, site, from, until, role);
    const zone = rulebooks[0]!.timeZone;
    const holes = rulebooks.flatMap((rulebook) =>
      rosterGaps(rulebook, entries, from, until)
        .filter((hole) => role === undefined || hole.role === role)
        .map((hole) => holeJson(hole, rulebook, who.language)),
    );
    return {
      site,
      from: inZone(from, zone),
      until: inZone(until, zone),
      entries: entries.map((entry) => entryJson(entry, zone)),
      holes,
    };
  }

  /** Enters duties: all of them or none; each fault names its entry. `dry` only finds the faults. */
  async enter(who: Caller, { entries }: NewDutiesDto, key: string, dry = false): Promise<EnteredJson> {
    const organisation = await this.requireRosterRight(
      who,
      entries.map(({ site }) => site),
    );
    const all = entries.map((entry) => ({ ...entry, department: entry.department ?? null }));
    return this.organisationService.change(
      who,
      organisation,
      { key, body: { roster: entries }, dry },
      (runner, change) => addRosterEntries(runner, all, change, (i, field) => `entries[${i}].${field}`),
    );
  }

  async withdraw(who: Caller, id: string, reason: string, key: string): Promise<void> {
    const entry = await this.entry(who, id);
    const organisation = await this.requireRosterRight(who, [entry.site]);
    await this.organisationService.change(
      who,
      organisation,
      { key, body: { withdraw: id, reason } },
      async (runner, change) => {
        await withdrawRosterEntry(runner, entry, reason, change);
        return { id };
      },
    );
  }

  /** Asks for an exchange; only the person who has the duty may. */
  async requestSwap(who: Caller, id: string, other: string, key: string): Promise<SwapJson> {
    const [own, theirs] = [await this.entry(who, id), await this.entry(who, other, 'with')];
    if (own.person !== who.actor.id)
      throw ApiProblem.of(
        'role-may-not',
        'Only the person who has the duty may ask for an exchange.',
        '换班须由值班人本人申请。',
      );
    const organisation = await this.organisationService.organisationOfSite(who, own.site);
    return this.organisationService.change(who, organisation, { key, body: { swap: id, other } }, (runner, change) =>
      requestSwap(runner, own, theirs, change),
    );
  }

  /** Answers a request for an exchange; only the person who has the other duty may. */
  async answerSwap(who: Caller, id: string, agreed: boolean, key: string): Promise<SwapJson> {
    const swap = isId(id) ? await swapOf(this.organisationService.ledger.source, id) : undefined;
    if (!swap || ![swap.asked, swap.askedBy].includes(who.actor.id)) throw noSuchEntry();
    if (swap.asked !== who.actor.id)
      throw ApiProblem.of(
        'not-your-own-request',
        'You asked for it: the other one answers.',
        '换班由您申请，须由对方答复。',
      );
    return this.organisationService.change(
      who,
      who.actor.organisation,
      { key, body: { answer: id, agreed } },
      async (runner, change) => answerSwap(runner, (await swapOf(runner, id))!, agreed, change),
    );
  }

  /** Roles with nobody on duty at a time when they had to be notified; for those who keep rosters. The newest 200. */
  async unheld(who: Caller): Promise<UnheldRolesJson> {
    const sites = requireRight('keep-rosters', who, this.organisationService.ledger.rulebooks.all());
    const rows: { role: string; site: string; department: string; day: string; at: Date }[] =
      await this.organisationService.ledger.source.query(
        `SELECT role, site, department, day::text AS day, at FROM unheld_roles WHERE $1::text[] IS NULL OR site = ANY ($1) ORDER BY at DESC, role LIMIT 200`,
        [sites === 'all' ? null : sites],
      );
    const nameOf = (role: string) =>
      this.organisationService.ledger.rulebooks
        .all()
        .map(({ roles }) => roles[role]?.name[who.language])
        .find(Boolean) ?? role;
    return {
      roles: rows.map(({ role, site, department, day, at }) => ({
        role,
        roleName: nameOf(role),
        site,
        department: department || null,
        day,
        at: at.toISOString(),
      })),
    };
  }

  /** The rulebooks that hold at a site of the caller's organisation. */
  async rulebooksAt(who: Caller, site: string): Promise<Rulebook[]> {
    await this.organisationService.organisationOfSite(who, site);
    const [{ rulebooks }] = await this.organisationService.ledger.source.query(
      `SELECT rulebooks FROM sites WHERE id = $1`,
      [site],
    );
    return this.organisationService.ledger.rulebooks.all().filter(({ name }) => rulebooks.includes(name));
  }

  /** The one organisation of sites whose rosters the caller keeps. */
  private async requireRosterRight(who: Caller, sites: string[]): Promise<string> {
    const kept = requireRight('keep-rosters', who, this.organisationService.ledger.rulebooks.all());
    const wrong = sites.flatMap((site, i) =>
      kept === 'all' || kept.includes(site)
        ? []
        : [
            {
              field: `entries[${i}].site`,
              text: {
                en: `There is no site '${site}', or you do not keep its roster.`,
                'zh-CN': `没有项目“${site}”，或您不负责其值班表。`,
              },
            },
          ],
    );
    if (wrong.length > 0) throw ApiProblem.input(wrong);
    const organisations = [
      ...new Set(
        await Promise.all([...new Set(sites)].map((site) => this.organisationService.organisationOfSite(who, site))),
      ),
    ];
    if (organisations.length > 1)
      throw ApiProblem.input([
        {
          field: 'entries',
          text: {
            en: 'These are sites of several organisations: enter them one after the other.',
            'zh-CN': '所列项目属于多个单位，请分别登记。',
          },
        },
      ]);
    return organisations[0] ?? who.actor.organisation;
  }

  private async entry(who: Caller, id: string, field?: string): Promise<RosterEntry> {
    const entry = isId(id) ? await rosterEntryOf(this.organisationService.ledger.source, id) : undefined;
    const there = entry && (await this.organisationService.organisationOfSite(who, entry.site).catch(() => undefined));
    if (entry && there) return entry;
    throw field
      ? ApiProblem.input([
          { field, text: { en: 'There is no such duty on the roster.', 'zh-CN': '值班表中没有此班次。' } },
        ])
      : noSuchEntry();
  }
}

function entryJson({ from, until, ...entry }: RosterEntry, zone: string): DutyEntryJson {
  return { ...entry, from: inZone(from, zone), until: inZone(until, zone) };
}

function holeJson(
  { role, from, until, clause }: RosterGap,
  { roles, timeZone }: Rulebook,
  language: Language,
): HoleJson {
  const [start, end] = [inZone(from, timeZone), inZone(until, timeZone)];
  const roleName = roles[role]!.name[language];
  const day = (local: string) => local.slice(0, 10);
  const time = (local: string) => local.slice(11, 16);
  const midnight = time(end) === '00:00' && day(inZone(Date.parse(until) - 1, timeZone)) === day(start);
  const last = midnight ? '24:00' : day(end) === day(start) ? time(end) : `${day(end)} ${time(end)}`;
  return {
    role,
    roleName,
    from: start,
    until: end,
    clause,
    text: `${roleName}, ${day(start)} ${time(start)}–${last}, ${clause}`,
  };
}

function isId(text: string): boolean {
  return /^\d{1,18}$/.test(text);
}

function noSuchEntry(): ApiProblem {
  return ApiProblem.of('unknown-entry', 'There is no such entry of the roster.', '值班表中没有此项。');
}
