import type { EventEmitter } from 'node:events';
import { DataSource } from 'typeorm';
import { PersonRow, PostRow, RulebookRow, SiteRow, TokenRow } from './entities/organisation.js';
import { migrations } from './migrations/all.js';

/**
 * The one description of the database, for the application and for migrations. `synchronize` stays off: migrations say
 * what is there. `unhurried`: a statement may take as long as it needs, for what goes through whole tables.
 */
export function createDataSource(
  url: string,
  options: { pool?: number; name?: string; unhurried?: boolean } = {},
): DataSource {
  const timeoutMs = options.unhurried ? 0 : 30_000;
  return new DataSource({
    type: 'postgres',
    url,
    applicationName: options.name ?? 'banjie',
    poolSize: options.pool ?? 4,
    connectTimeoutMS: 5_000,
    // Statements here are by key and used over and over: planning each one again cost as much as running it.
    extra: {
      // Said here: the driver leaves out a time-out of 0, and that of the server would hold.
      options: `-c plan_cache_mode=force_generic_plan -c statement_timeout=${timeoutMs} -c idle_in_transaction_session_timeout=${timeoutMs}`,
      // Between the pool and whoever is given a connection nobody listens for its end, which would end the process: the
      // next query says it.
      onConnect: (client: EventEmitter) => void client.on('error', () => undefined),
    },
    // Only the tables that are read or filled row by row; cases and what follows from them are SQL (ledger/case-rows.ts).
    entities: [SiteRow, PersonRow, PostRow, TokenRow, RulebookRow],
    migrations,
    migrationsTableName: 'migrations',
    synchronize: false,
  });
}
