import { $api, type Json } from '../api/client.js';
import { queryClient } from '../api/query-client.js';
import { knownTime, recallTime } from '../api/server-time.js';
import { markRead, markUnsent, readBy } from './marks.js';
import { dropAllOf, dropReadings, keepReading, lastReading } from './store.js';

const meKey = $api.queryOptions('get', '/v1/me', {}).queryKey;
const ordersKey = $api.queryOptions('get', '/v1/me/orders', {}).queryKey;

/**
 * Keeps what is needed to work on: who is signed in, their own orders and those cases, and what their acts take. What waits
 * for others in the team, and everything else that was read, stays with the desk.
 */
export async function keepOrders(me: Json<'MeJson'>, all: Json<'OrdersJson'>): Promise<void> {
  const own = all.orders.filter(({ yours }) => yours);
  const asked = own.flatMap(({ number, rulebook: name, version }) => [
    $api.queryOptions('get', '/v1/cases/{number}', { params: { path: { number } } }),
    $api.queryOptions('get', '/v1/rulebooks/{name}/{version}/kinds', { params: { path: { name, version } } }),
  ]);
  const answers: [unknown[], unknown][] = [
    [[...meKey], me],
    [[...ordersKey], { ...all, orders: own }],
  ];
  for (const { queryKey } of asked) {
    const data = queryClient.getQueryData(queryKey as never);
    if (data !== undefined) answers.push([[...queryKey], data]);
  }
  await keepReading({ person: me.id, at: Date.now(), time: knownTime(), answers });
  markRead(me.id);
}

/** Shows again what was kept within seven days; whether there was anything. */
export async function recallOrders(): Promise<boolean> {
  if (readBy() === null) return false;
  const reading = await lastReading(Date.now());
  if (!reading) return false;
  recallTime(reading.time);
  for (const [key, data] of reading.answers) queryClient.setQueryData(key, data, { updatedAt: reading.at });
  return true;
}

/** What was read by another is gone when somebody signs in. */
export async function forgetOrders(): Promise<void> {
  await dropReadings();
  markRead(null);
}

/** Nothing of this person stays here, unsent acts neither: they were asked. */
export async function forgetPerson(person: string): Promise<void> {
  await dropAllOf(person);
  markRead(null);
  markUnsent(person, false);
}
