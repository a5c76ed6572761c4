import { Inject, Injectable } from '@nestjs/common';
import { isRefusal, type Refusal } from '../../domain/refusal.js';
import { Ledger } from '../../ledger/ledger.js';
import { makeOrder, orderOf, ordersOn, startOrder, type Order } from '../../ledger/versions/migrations.js';
import type { Caller } from '../actor.js';
import { localTime } from '../cases/case-json.js';
import { Problem } from '../problem.js';
import { mustHave } from '../rights.js';
import { mayPublish, sitesToPublish } from './publishers.js';
import type { MoveOrderDto, MoveOrderJson, MoveOrdersJson } from './publishing.dto.js';

/** Orders that move running cases to the version in force: made, shown dry, carried out case by case. */
@Injectable()
export class MovingOrders {
  constructor(@Inject(Ledger) private readonly ledger: Ledger) {}

  async all(who: Caller): Promise<MoveOrdersJson> {
    mustHave('publish-rulebooks', who, this.ledger.rulebooks.all(), 'X-1');
    const names: string[] = [];
    for (const { name } of this.ledger.rulebooks.all()) if (await mayPublish(this.ledger, who, name)) names.push(name);
    const orders = await ordersOn(this.ledger, names);
    return { orders: orders.map((order) => this.json(order)) };
  }

  async one(who: Caller, id: string): Promise<MoveOrderJson> {
    return this.json(await this.find(who, id));
  }

  async make(who: Caller, name: string, version: string, { reason, site, ...filter }: MoveOrderDto, key: string): Promise<MoveOrderJson> {
    const own = await sitesToPublish(this.ledger, who, name);
    if (site !== undefined && own !== 'all' && !own.includes(site)) throw Problem.input([{ field: 'site', text: { en: 'is not a site where this rulebook holds.', 'zh-CN': '不是适用本规程的项目。' } }]);
    const sites = site === undefined ? (own === 'all' ? null : own) : [site];
    return this.json(must(await makeOrder(this.ledger, who.actor.id, { name, version, reason, filter: JSON.parse(JSON.stringify({ sites, ...filter })) }, key)));
  }

  async carryOut(who: Caller, id: string): Promise<MoveOrderJson> {
    await this.find(who, id);
    return this.json(must(await startOrder(this.ledger, who.actor.id, id)));
  }

  private async find(who: Caller, id: string): Promise<Order> {
    const order = /^[\w-]{1,64}$/.test(id) ? await orderOf(this.ledger, id) : undefined;
    if (!order || !(await mayPublish(this.ledger, who, order.name))) throw unknownOrder();
    return order;
  }

  private json({ filter, shown, year: _year, madeAt, orderedAt, doneAt, ...order }: Order): MoveOrderJson {
    const local = localTime(this.ledger.rulebooks.current(order.name)?.timeZone ?? 'UTC');
    const { examples, ...counts } = shown;
    const clocks = (list: (typeof examples)[number]['clocks']) => list.map((clock) => ({ ...clock, before: local(clock.before), due: local(clock.due) }));
    return {
      ...order, filter, shown: { ...counts, examples: examples.map((one) => ({ ...one, clocks: clocks(one.clocks) })) },
      state: doneAt ? 'done' : orderedAt ? 'under-way' : 'shown', madeAt: local(madeAt), orderedAt: local(orderedAt), doneAt: local(doneAt),
    };
  }
}

function must(answer: Order | Refusal | null): Order {
  if (answer === null) throw Problem.of('unknown-rulebook', 'There is no such rulebook or version: see /v1/rulebooks.', '没有此规程或版本，请查看 /v1/rulebooks。');
  if (isRefusal(answer)) throw Problem.from(answer);
  return answer;
}

function unknownOrder(): Problem {
  return Problem.of('unknown-order', 'There is no such order.', '没有此指令。');
}
