/**
 * An address of IPv6 by its first 64 bits (`leading` groups of 16): whoever has one has all behind it. An address of IPv4
 * as it is. A port beside it, as some proxies write it into X-Forwarded-For, does not make it another.
 */
export function networkOf(written: string, leading = 4): string {
  const address =
    /^\[([^\]]*)\](?::\d+)?$/.exec(written)?.[1] ?? /^(\d+(?:\.\d+){3}):\d+$/.exec(written)?.[1] ?? written;
  const mapped = /^::ffff:(\d+(?:\.\d+){3})$/i.exec(address)?.[1];
  if (mapped !== undefined || !address.includes(':')) return mapped ?? address;
  const [front = '', back] = address.split('::');
  const groups = front.split(':').filter(Boolean);
  const rest = back === undefined ? [] : back.split(':').filter(Boolean);
  const missing = Array.from({ length: Math.max(0, 8 - groups.length - rest.length) }, () => '0');
  return [...groups, ...missing, ...rest].slice(0, leading).join(':');
}
