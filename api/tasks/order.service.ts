import { Inject, Injectable } from '@nestjs/common';
import { dispatchRules } from '../../domain/dispatch/dispatch-rules.js';
import { statusName } from '../../domain/case/statuses.js';
import { Ledger } from '../../ledger/ledger.js';
import { deferredOrdersOf, ordersOf, type DeferredOrder } from '../../ledger/read/orders.js';
import { tasksFor, type TaskListRow } from '../../ledger/read/task-lists.js';
import { ApiField, ApiFieldInstant } from '../api-field.js';
import { localTime } from '../cases/clock-json.js';
import { ListedCaseJson, listedCaseJson } from '../cases/listed-case.js';
import type { Caller } from '../permission/caller.js';
import { TaskService } from './task.service.js';

/** More than anybody works through in a day. */
const mostTasks = 500;

const deferred = Object.fromEntries(
  Object.entries(dispatchRules).flatMap(([kind, { deferredStatus }]) =>
    deferredStatus === undefined ? [] : [[kind, deferredStatus]],
  ),
);

class OrderPlaceJson {
  @ApiField('degrees north', { type: Number }) latitude!: number;
  @ApiField('degrees east', { type: Number }) longitude!: number;
}

class OrderJson extends ListedCaseJson {
  @ApiField('rulebook of the case, which says what its acts take') rulebook!: string;
  @ApiField('the version it was opened under') version!: string;
  @ApiField('whether you have it; else it waits for somebody of your team or role') yours!: boolean;
  @ApiField('whether whoever has it has accepted it') accepted!: boolean;
  @ApiField('whether it is dangerous, grave or cannot wait') urgent!: boolean;
  @ApiField('type of repair, where the kind has one', { nullable: true }) type!: string | null;
  @ApiField('name of the area it lies in, where it lies in one', { nullable: true }) area!: string | null;
  @ApiField('where that area lies, for distances; null where nobody has entered it', {
    nullable: true,
    type: OrderPlaceJson,
  })
  point!: OrderPlaceJson | null;
  @ApiField('what is due next, by the name of its clock') waitsFor!: string;
  @ApiField('its clause') clause!: string;
  @ApiFieldInstant('by when', { nullable: true }) due!: string | null;
  @ApiFieldInstant('when somebody is or was warned', { nullable: true }) warnAt!: string | null;
  @ApiField('whether that has passed') late!: boolean;
  @ApiField('acts that get it done', { type: [String] }) acts!: string[];
}

export class OrdersJson {
  @ApiFieldInstant('as of') at!: string;
  @ApiField('your open orders and those that wait for somebody of your team or role, the most pressing first', {
    type: [OrderJson],
  })
  orders!: OrderJson[];
}

/** The work that somebody does at the customer's (派工): each open case once. */
@Injectable()
export class OrderService {
  constructor(
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(TaskService) private readonly taskService: TaskService,
  ) {}

  async orders(who: Caller): Promise<OrdersJson> {
    const { now, reader } = await this.taskService.reader(who);
    const tasks = await tasksFor(this.ledger.source, reader, undefined, mostTasks);
    const waiting = await deferredOrdersOf(
      this.ledger.source,
      { person: reader.person, sites: who.organisationSites, keys: reader.keys },
      deferred,
    );
    const next = new Map<string, TaskListRow | DeferredOrder>();
    for (const task of [...tasks.filter(isOrder), ...waiting])
      if (task.facts['aboutPerson'] !== who.actor.id && !next.has(task.number)) next.set(task.number, task);
    const known = new Map((await ordersOf(this.ledger.source, [...next.keys()])).map((row) => [row.number, row]));
    const orders = [...next.values()].map(async (task): Promise<OrderJson> => {
      const rulebook = await this.ledger.rulebooks.get(task.rulebook, task.version);
      const local = localTime(rulebook.timeZone);
      const { assignee, accepted, urgent, repairType, area, point } = known.get(task.number)!;
      const { kind } = task;
      const id = 'id' in task ? task.id : undefined;
      const clock = task.clocks?.find((one) => one.id === id?.split(':', 1)[0]);
      const rule = rulebook.kinds[kind]?.clocks.find((one) => one.id === clock?.rule);
      return {
        ...listedCaseJson(who, task, rulebook),
        rulebook: task.rulebook,
        version: task.version,
        yours: assignee === who.actor.id || ('person' in task && task.person === who.actor.id),
        accepted,
        urgent,
        type: repairType,
        area,
        point,
        waitsFor: rule?.name[who.language] ?? id ?? statusName(task.status)[who.language],
        clause: task.clause,
        due: local(task.due?.toISOString() ?? null),
        warnAt: local(clock?.warnAt ?? null),
        late: task.due !== null && task.due < now,
        acts: 'acts' in task ? task.acts : [],
      };
    });
    return { at: now.toISOString(), orders: await Promise.all(orders) };
  }
}

/** Work of a kind that teams do, which is somebody's own and not another's in whose place they act. */
function isOrder({ kind, scope }: TaskListRow): boolean {
  return kind in dispatchRules && scope !== 'in-place-of';
}
