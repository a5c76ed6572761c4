import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { installation } from '../../domain/actor.js';
import { isRefusal } from '../../domain/refusal.js';
import { Ledger } from '../../ledger/ledger.js';
import { once, type Fault, type Outcome } from '../../ledger/people/once.js';
import type { Changing } from '../../ledger/people/staff.js';
import type { QueryRunner } from 'typeorm';
import type { Caller } from '../actor.js';
import { Problem } from '../problem.js';
import { mustHave, sitesWith, type Right } from '../rights.js';
import type { TakenJson } from '../sheets/shapes.js';

/** What comes of a change: an answer, or everything that is wrong with it. */
type Work<T> = (runner: QueryRunner, change: Changing) => Promise<T | Fault[]>;

/** Where people, sites and rosters are changed: in whose organisation, by whose right, once for each key, all of it or nothing. */
@Injectable()
export class Office {
  constructor(@Inject(Ledger) readonly ledger: Ledger) {}

  /** The ledger's time, UTC ISO. */
  async now(): Promise<string> {
    return (await this.ledger.time.now(new Date())).toISOString();
  }

  /** Changes something of an organisation. `body` is what the key stands for. */
  async change<T extends object>(who: Caller, organisation: string, { key, body, dry = false }: { key: string; body: unknown; dry?: boolean }, work: Work<T>, remembered?: (answer: T) => object): Promise<T> {
    const rulebooks = this.ledger.rulebooks.all();
    const by = who.actor.id;
    const answer = await once<T>(
      this.ledger,
      { actor: by, key, body, organisation, dry },
      async (runner, now): Promise<Outcome<T>> => {
        const done = await work(runner, { organisation, by, now, rulebooks });
        return Array.isArray(done) ? { faults: done } : { done };
      },
      remembered,
    );
    if (isRefusal(answer)) throw Problem.from(answer);
    if ('faults' in answer) throw Problem.input(answer.faults);
    return answer.done;
  }

  /** Takes a table in, all of it or nothing; `dry` only looks what it would do. */
  async take(who: Caller, organisation: string, { key, content, dry }: { key: string; content: Buffer; dry: boolean }, work: Work<Omit<TakenJson, 'dry'>>): Promise<TakenJson> {
    const table = createHash('sha256').update(content).digest('hex');
    return { ...(await this.change(who, organisation, { key, body: { table, dry }, dry }, work)), dry };
  }

  /** The organisation of a person whom the caller may know of: their own, or any for whoever looks after the installation. */
  async organisationOf({ actor }: Caller, person: string): Promise<string> {
    const [row] = await this.ledger.source.query(`SELECT organisation FROM people WHERE id = $1`, [person]);
    if (row && (row.organisation === actor.organisation || (actor.organisation === installation && actor.posts.length > 0))) return row.organisation;
    throw noSuchPerson(person);
  }

  /** The organisation of a site whose people the caller may know of. */
  async organisationOfSite({ actor }: Caller, site: string): Promise<string> {
    const [row] = await this.ledger.source.query(`SELECT organisation FROM sites WHERE id = $1`, [site]);
    if (row && (row.organisation === actor.organisation || (actor.organisation === installation && actor.posts.length > 0))) return row.organisation;
    throw Problem.of('unknown-site', `There is no site '${site}': see /v1/sites.`, `没有项目“${site}”，请查看 /v1/sites。`);
  }

  /** Refuses whoever has not the right at all sites of their organisation. */
  mustHaveEverywhere(right: Right, who: Caller): void {
    const sites = mustHave(right, who, this.ledger.rulebooks.all());
    if (sites === 'all' || who.home.every((site) => sites.includes(site))) return;
    throw Problem.of('role-may-not', 'You look after some sites only: this is for whoever looks after all of the organisation.', '您仅负责部分项目，此操作须由负责整个单位的人员执行。');
  }

  /** Refuses whoever has not the right at a site; null stands for all sites of the organisation. */
  mustHaveAt(right: Right, who: Caller, site: string | null): void {
    if (site === null) return this.mustHaveEverywhere(right, who);
    const sites = mustHave(right, who, this.ledger.rulebooks.all());
    // Of a site that is not there whoever writes it says so.
    if (sites !== 'all' && who.home.includes(site) && !sites.includes(site)) throw Problem.of('role-may-not', `You do not look after the site '${site}'.`, `您不负责项目“${site}”。`);
  }

  /** Whether the caller has the right somewhere in that organisation. */
  has(right: Right, who: Caller, organisation: string): boolean {
    const sites = sitesWith(right, who, this.ledger.rulebooks.all());
    return sites === 'all' || (sites.length > 0 && who.actor.organisation === organisation);
  }
}

export function noSuchPerson(id: string): Problem {
  return Problem.of('unknown-person', `There is nobody of the id '${id}': see /v1/people.`, `没有标识为“${id}”的人员，请查看 /v1/people。`);
}
