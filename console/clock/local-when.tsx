import { parseAbsolute } from '@internationalized/date';
import { $api } from '../api/client.js';
import { useMe } from '../api/me.js';
import { When } from './when.js';

/** The time zone of the reader's first site; where there is none, that of the browser. */
export function useOwnZone(): string {
  const me = useMe();
  const { data } = $api.useQuery('get', '/v1/rulebooks', {}, { staleTime: 600_000 });
  const name = me.sites[0]?.rulebooks[0];
  return (
    data?.rulebooks.find((rulebook) => rulebook.name === name)?.timeZone ??
    new Intl.DateTimeFormat().resolvedOptions().timeZone
  );
}

/** An instant that the API gives in UTC, in the reader's own zone. */
export function LocalWhen({ at }: { at: string }) {
  const zone = useOwnZone();
  return <When at={parseAbsolute(at, zone).toString().replace(/\[.*$/, '')} />;
}
