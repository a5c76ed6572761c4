import type { TestApi } from './api-desk.js';

interface Parameter {
  name: string;
  in: string;
  required: boolean;
}

/** What stands for a part of an address or a needed field of a query, by its name. */
export type Choices = Readonly<Record<string, readonly string[]>>;

/** An answer of a route to somebody. */
export interface GivenAnswer {
  route: string;
  address: string;
  as: string;
  body: unknown;
}

/** Routes that answer with no JSON, and the one that asks the engine. */
const leftOut =
  /\/table$|^\/v1\/cases\/\{number\}\/history$|^\/v1\/live$|\/forms\/\{form\}$|^\/v1\/files\/\{id\}$|\/\{version\}\/text$|^\/v1\/reports\//;

/**
 * The answers (200) of every GET route of the contract to these people, with every choice for the parts of its address;
 * `silent`: the routes that gave none of them any.
 */
export async function everyAnswer(
  api: TestApi,
  people: readonly string[],
  choicesFor: (route: string, name: string) => readonly string[],
): Promise<{ answers: GivenAnswer[]; silent: string[] }> {
  const { paths } = (await api.request('GET', '/openapi.json')).body as {
    paths: Record<string, { get?: { parameters?: Parameter[] } }>;
  };
  const answers: GivenAnswer[] = [];
  const silent: string[] = [];
  for (const [route, { get }] of Object.entries(paths)) {
    if (!get || leftOut.test(route)) continue;
    const before = answers.length;
    const asked = (get.parameters ?? [])
      .filter((one) => (one.required || one.name === 'phone') && one.in === 'query')
      .map(({ name }) => name);
    let addresses = [asked.length ? `${route}?${asked.map((name) => `${name}={${name}}`).join('&')}` : route];
    for (const name of [...(addresses[0] ?? '').matchAll(/\{(\w+)\}/g)].map(([, found]) => found!))
      addresses = addresses.flatMap((address) =>
        choicesFor(route, name).map((value) => address.replaceAll(`{${name}}`, encodeURIComponent(value))),
      );
    for (const address of addresses)
      for (const as of people) {
        const { status, body } = await api.get(as, address, { 'accept-language': 'zh' });
        if (status === 200) answers.push({ route, address, as, body });
      }
    if (answers.length === before) silent.push(route);
  }
  return { answers, silent };
}

/** Every text in an answer, with where it stands: `cases[0].due`. Names of fields count where they are data. */
export function textsIn(value: unknown, where = ''): [where: string, text: string][] {
  if (typeof value === 'string') return [[where, value]];
  if (Array.isArray(value)) return value.flatMap((item, index) => textsIn(item, `${where}[${index}]`));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => textsIn(item, where ? `${where}.${key}` : key));
}
