// docker-compose.yml as docker compose reads it, as far as this project's file goes: anchors and merges, ${NAME},
// ${NAME:-default}, ${NAME:?message}, environments, commands and what waits for what.
import { parse } from 'yaml';

/** A service: what it runs, with which environment, after which others. */
export interface ComposeService {
  image: string;
  environment: Record<string, string>;
  entrypoint: string[];
  command: string[];
  dependsOn: string[];
}

interface RawService {
  image?: string;
  environment?: Record<string, string | number | boolean>;
  entrypoint?: string[];
  command?: string[];
  depends_on?: Record<string, unknown>;
}

/**
 * The services of a compose file by name, each after those it waits for, with `values` put in for its variables.
 *
 * @throws an Error that names the variable without a value, or the services that wait for each other
 */
export function readComposeServices(text: string, values: Record<string, string>): Map<string, ComposeService> {
  const { services } = parse(text, { merge: true }) as { services: Record<string, RawService> };
  const fill = (found: string) => withValues(found, values);
  const read = new Map(
    Object.entries(services).map(([name, service]): [string, ComposeService] => [
      name,
      {
        image: fill(service.image ?? ''),
        environment: Object.fromEntries(
          Object.entries(service.environment ?? {}).map(([key, value]) => [key, fill(String(value))]),
        ),
        entrypoint: (service.entrypoint ?? []).map(fill),
        command: (service.command ?? []).map(fill),
        dependsOn: Object.keys(service.depends_on ?? {}),
      },
    ]),
  );
  const ordered = new Map<string, ComposeService>();
  while (ordered.size < read.size) {
    const next = [...read].find(
      ([name, { dependsOn }]) => !ordered.has(name) && dependsOn.every((needed) => ordered.has(needed)),
    );
    if (next === undefined) {
      const left = [...read.keys()].filter((name) => !ordered.has(name));
      throw new Error(`These services of docker-compose.yml wait for each other, or for one it has not: ${left}.`);
    }
    ordered.set(...next);
  }
  return ordered;
}

/** A text with its variables filled in; `:-` and `:?` count an empty value as none, as compose does. */
function withValues(text: string, values: Record<string, string>): string {
  const begin = text.indexOf('${');
  if (begin < 0) return text;
  let [end, depth] = [begin + 2, 1];
  for (; end < text.length && depth > 0; end++) {
    if (text.startsWith('${', end)) depth += 1;
    else if (text[end] === '}') depth -= 1;
  }
  const [, name = '', operator, rest = ''] = /^(\w+)(?:(:-|:\?)(.*))?$/s.exec(text.slice(begin + 2, end - 1)) ?? [];
  if (depth > 0 || name === '') throw new Error(`docker-compose.yml has what cannot be read: ${text}`);
  const value = values[name] ?? '';
  if (value === '' && operator === ':?') throw new Error(`${name} is not set: ${rest}`);
  const filled = value === '' && operator === ':-' ? withValues(rest, values) : value;
  return text.slice(0, begin) + filled + withValues(text.slice(end), values);
}
