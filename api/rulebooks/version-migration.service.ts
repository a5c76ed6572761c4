import { Inject, Injectable } from '@nestjs/common';
import { isRefusal, type Refusal } from '../../domain/refusal.js';
import { Ledger } from '../../ledger/ledger.js';
import {
  createVersionMigration,
  versionMigrationOf,
  versionMigrationsOn,
  startVersionMigration,
  type VersionMigration,
} from '../../ledger/versions/migrations.js';
import { namesOfPeople } from '../../ledger/people/people.js';
import type { Caller } from '../permission/caller.js';
import { localTime } from '../cases/clock-json.js';
import { ApiProblem } from '../problem.js';
import { mayPublish, sitesToPublish } from '../permission/publish-rights.js';
import type { VersionMigrationDto, VersionMigrationJson, VersionMigrationsJson } from './publishing.dto.js';

/** Version migrations: move running cases to the version in force. Planned, previewed, then carried out case by case. */
@Injectable()
export class VersionMigrationService {
  constructor(@Inject(Ledger) private readonly ledger: Ledger) {}

  async all(who: Caller): Promise<VersionMigrationsJson> {
    const names: string[] = [];
    for (const { name } of this.ledger.rulebooks.all()) if (await mayPublish(this.ledger, who, name)) names.push(name);
    const orders = await versionMigrationsOn(this.ledger, names);
    const people = await this.namesIn(orders);
    return { orders: orders.map((order) => this.json(order, who, people)) };
  }

  async one(who: Caller, id: string): Promise<VersionMigrationJson> {
    return this.shown(await this.find(who, id), who);
  }

  async create(
    who: Caller,
    name: string,
    version: string,
    { reason, site, ...filter }: VersionMigrationDto,
    key: string,
  ): Promise<VersionMigrationJson> {
    const own = await sitesToPublish(this.ledger, who, name);
    if (site !== undefined && own !== 'all' && !own.includes(site))
      throw ApiProblem.input([
        { field: 'site', text: { en: 'is not a site where this rulebook holds.', 'zh-CN': '不是适用本规程的项目。' } },
      ]);
    const sites = site === undefined ? (own === 'all' ? null : own) : [site];
    return this.shown(
      requireVersionMigration(
        await createVersionMigration(
          this.ledger,
          who.actor.id,
          { name, version, reason, filter: JSON.parse(JSON.stringify({ sites, ...filter })) },
          key,
        ),
      ),
      who,
    );
  }

  async start(who: Caller, id: string): Promise<VersionMigrationJson> {
    await this.find(who, id);
    return this.shown(requireVersionMigration(await startVersionMigration(this.ledger, who.actor.id, id)), who);
  }

  private async find(who: Caller, id: string): Promise<VersionMigration> {
    const order = /^[\w-]{1,64}$/.test(id) ? await versionMigrationOf(this.ledger, id) : undefined;
    if (!order || !(await mayPublish(this.ledger, who, order.name))) throw unknownVersionMigration();
    return order;
  }

  private async shown(order: VersionMigration, who: Caller): Promise<VersionMigrationJson> {
    return this.json(order, who, await this.namesIn([order]));
  }

  private namesIn(orders: VersionMigration[]): Promise<Map<string, string>> {
    return namesOfPeople(
      this.ledger.source,
      orders.map(({ madeBy }) => madeBy),
    );
  }

  private json(
    { filter, shown, year: _year, madeAt, orderedAt, doneAt, refusals, ...order }: VersionMigration,
    { language }: Caller,
    people: ReadonlyMap<string, string>,
  ): VersionMigrationJson {
    const local = localTime(this.ledger.rulebooks.current(order.name)?.timeZone ?? 'UTC');
    const { examples, ...counts } = shown;
    const clocks = (list: (typeof examples)[number]['clocks']) =>
      list.map((clock) => ({ ...clock, before: local(clock.before), due: local(clock.due) }));
    return {
      ...order,
      madeByName: people.get(order.madeBy) ?? order.madeBy,
      refusals: refusals.map(({ number, code, text }) => ({ number, code, text: text[language] })),
      filter,
      shown: { ...counts, examples: examples.map((example) => ({ ...example, clocks: clocks(example.clocks) })) },
      state: doneAt ? 'done' : orderedAt ? 'under-way' : 'shown',
      madeAt: local(madeAt),
      orderedAt: local(orderedAt),
      doneAt: local(doneAt),
    };
  }
}

function requireVersionMigration(answer: VersionMigration | Refusal | null): VersionMigration {
  if (answer === null)
    throw ApiProblem.of(
      'unknown-rulebook',
      'There is no such rulebook or version: see /v1/rulebooks.',
      '没有此规程或版本，请查看规程目录。',
    );
  if (isRefusal(answer)) throw ApiProblem.from(answer);
  return answer;
}

function unknownVersionMigration(): ApiProblem {
  return ApiProblem.of('unknown-order', 'There is no such order.', '没有此指令。');
}
