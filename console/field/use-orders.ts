import { useEffect } from 'react';
import { $api, Problem, type Json } from '../api/client.js';
import { useMe } from '../api/me.js';
import { queryClient } from '../api/query-client.js';
import { keepOrders } from '../offline/readings.js';

export type Order = Json<'OrdersJson'>['orders'][number];

/**
 * The person's orders and those of their team. Each time they are read, their own are kept on the phone with the cases and
 * what their acts take. `keptAt`: since when nothing was read, where there is no network.
 */
export function useOrders(): { orders: readonly Order[] | undefined; keptAt: string | undefined } {
  const me = useMe();
  const { data, error } = $api.useQuery('get', '/v1/me/orders', {}, { refetchInterval: 60_000 });
  useEffect(() => {
    if (data && !error) void keepAll(me, data).catch(() => undefined);
  }, [me, data, error]);
  const isCutOff = error instanceof Problem && error.unanswered;
  return { orders: data?.orders, keptAt: isCutOff ? data?.at : undefined };
}

/** Reads what is not known yet of each own order, then keeps it all. */
async function keepAll(me: Json<'MeJson'>, read: Json<'OrdersJson'>): Promise<void> {
  for (const { number, seq, rulebook: name, version, yours } of read.orders) {
    if (!yours) continue;
    const details = $api.queryOptions('get', '/v1/cases/{number}', { params: { path: { number } } });
    const known = queryClient.getQueryData(details.queryKey) as Json<'CaseDetailsJson'> | undefined;
    await queryClient.fetchQuery({ ...details, staleTime: known?.seq === seq ? Infinity : 0 });
    const kinds = $api.queryOptions('get', '/v1/rulebooks/{name}/{version}/kinds', {
      params: { path: { name, version } },
    });
    await queryClient.fetchQuery({ ...kinds, staleTime: Infinity, gcTime: Infinity });
  }
  await keepOrders(me, read);
}
