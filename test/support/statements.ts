import type { DataSource } from 'typeorm';

/**
 * What goes over the wire to PostgreSQL from now on, whichever way it is asked: each statement by its name, or its text
 * where it has none. Each call gives what came since the last.
 */
export function listenToStatements(source: DataSource): () => string[] {
  const said: string[] = [];
  const seen = new Set<object>();
  const { master } = source.driver as unknown as {
    master: { on(event: 'acquire', listener: (client: object) => void): void };
  };
  master.on('acquire', (client) => {
    if (seen.has(client)) return;
    seen.add(client);
    const known = client as { query: (...all: unknown[]) => unknown };
    const { query } = known;
    known.query = (...all) => {
      const [asked] = all as [string | { name?: string; text: string }];
      said.push(typeof asked === 'string' ? asked : (asked.name ?? asked.text));
      return query.apply(client, all);
    };
  });
  return () => said.splice(0);
}
