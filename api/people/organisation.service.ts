import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { installationOrganisation } from '../../domain/actor.js';
import { isRefusal } from '../../domain/refusal.js';
import { Ledger } from '../../ledger/ledger.js';
import { changeOnce, type FieldFault, type ChangeOutcome } from '../../ledger/people/change-once.js';
import type { ChangeContext } from '../../ledger/people/organisation-changes.js';
import type { QueryRunner } from 'typeorm';
import type { Caller } from '../permission/caller.js';
import { ApiProblem } from '../problem.js';
import type { TakenJson } from '../sheets/sheets.dto.js';

/** What comes of a change: an answer, or everything that is wrong with it. */
type ChangeWork<T> = (runner: QueryRunner, change: ChangeContext) => Promise<T | FieldFault[]>;

/**
 The one way to change people, sites and rosters of an organisation: once for each key, all of it or nothing.
 */
@Injectable()
export class OrganisationService {
  constructor(@Inject(Ledger) readonly ledger: Ledger) {}

  /** The ledger's time, UTC ISO. */
  async now(): Promise<string> {
    return (await this.ledger.time.now(new Date())).toISOString();
  }

  /** Changes something of an organisation. `body` is what the key stands for. */
  async change<T extends object>(
    who: Caller,
    organisation: string,
    { key, body, dry = false }: { key: string; body: unknown; dry?: boolean },
    work: ChangeWork<T>,
    remembered?: (answer: T) => object,
  ): Promise<T> {
    const rulebooks = this.ledger.rulebooks.all();
    const { id: by, tokenBy } = who.actor;
    const answer = await changeOnce<T>(
      this.ledger,
      { actor: by, key, body, organisation, dry },
      async (runner, now): Promise<ChangeOutcome<T>> => {
        const done = await work(runner, { organisation, by, tokenBy, now, rulebooks });
        return Array.isArray(done) ? { faults: done } : { done };
      },
      remembered,
    );
    if (isRefusal(answer)) throw ApiProblem.from(answer);
    if ('faults' in answer) throw ApiProblem.input(answer.faults);
    return answer.done;
  }

  /** Imports a table, all of it or nothing; `dry` only finds out what it would change. */
  async importTable(
    who: Caller,
    organisation: string,
    { key, content, dry, notes = [] }: { key: string; content: Buffer; dry: boolean; notes?: FieldFault[] },
    work: ChangeWork<Omit<TakenJson, 'dry' | 'notes'>>,
  ): Promise<TakenJson> {
    const table = createHash('sha256').update(content).digest('hex');
    const taken = await this.change(who, organisation, { key, body: { table, dry }, dry }, work);
    const said = notes.map(({ field, text }) => ({ field, detail: text[who.language] }));
    return { ...taken, dry, ...(said.length > 0 ? { notes: said } : {}) };
  }

  /**
   The organisation of a person whom the caller may know of: one of their own organisation, or anybody for
   * administrators of the installation. Else 404.
   */
  async organisationOf({ actor }: Caller, person: string): Promise<string> {
    const [row] = await this.ledger.source.query(`SELECT organisation FROM people WHERE id = $1`, [person]);
    if (
      row &&
      (row.organisation === actor.organisation ||
        (actor.organisation === installationOrganisation && actor.posts.length > 0))
    )
      return row.organisation;
    throw noSuchPerson(person);
  }

  /** The organisation of a site whose people the caller may know of. */
  async organisationOfSite({ actor }: Caller, site: string): Promise<string> {
    const [row] = await this.ledger.source.query(`SELECT organisation FROM sites WHERE id = $1`, [site]);
    if (
      row &&
      (row.organisation === actor.organisation ||
        (actor.organisation === installationOrganisation && actor.posts.length > 0))
    )
      return row.organisation;
    throw ApiProblem.of(
      'unknown-site',
      `There is no site '${site}': see /v1/sites.`,
      `没有项目“${site}”，请查看项目名单。`,
    );
  }
}

export function noSuchPerson(id: string): ApiProblem {
  return ApiProblem.of(
    'unknown-person',
    `There is nobody of the id '${id}': see /v1/people.`,
    `没有标识为“${id}”的人员，请查看人员名单。`,
  );
}
