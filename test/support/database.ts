// A database of its own for a test file, copied from a template.
import { createHash, randomUUID } from 'node:crypto';
import { Client } from 'pg';
import type { DataSource } from 'typeorm';
import { createDataSource } from '../../database/data-source.js';
import { migrate } from '../../database/migrate.js';
import { migrations } from '../../database/migrations/all.js';

/** A database of its own for one test file. */
export interface TestDatabase {
  /** As the application's role. */
  source: DataSource;
  /** As the superuser who owns the tables: for tampering. */
  ownerUrl: string;
  appUrl: string;
  drop(): Promise<void>;
}

/** A fresh, migrated database, copied from a template that is made once per cluster. */
export async function freshDatabase(options: { pool?: number } = {}): Promise<TestDatabase> {
  const clusterUrl = need('BANJIE_TEST_OWNER_URL');
  const template = `banjie_template_${createHash('sha256').update(migrations.map(String).join()).digest('hex').slice(0, 12)}`;
  const name = `banjie_test_${randomUUID().replaceAll('-', '').slice(0, 20)}`;
  await withClient(clusterUrl, async (client) => {
    await client.query('SELECT pg_advisory_lock(20261124)');
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [template]);
    if (!rowCount) {
      await client.query(`DROP DATABASE IF EXISTS ${template}_draft WITH (FORCE)`);
      await client.query(`CREATE DATABASE ${template}_draft`);
      await migrate(urlOf(clusterUrl, `${template}_draft`));
      await client.query(`ALTER DATABASE ${template}_draft RENAME TO ${template}`);
    }
    // Its files are copied, not written to the log too: a third of the time.
    await client.query(`CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY file_copy`);
  });
  const ownerUrl = urlOf(clusterUrl, name);
  const appUrl = urlOf(clusterUrl, name, 'banjie_app', need('BANJIE_TEST_APP_PASSWORD'));
  const source = await createDataSource(appUrl, { name: 'banjie-test', pool: options.pool ?? 8 }).initialize();
  const drop = async (): Promise<void> => {
    if (source.isInitialized) await source.destroy();
    await withClient(clusterUrl, (client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
  };
  return { source, ownerUrl, appUrl, drop };
}

/** One connection as the user in the URL, closed afterwards. */
export async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function urlOf(clusterUrl: string, database: string, user?: string, password?: string): string {
  const url = new URL(clusterUrl);
  url.pathname = `/${database}`;
  if (user) [url.username, url.password] = [user, password ?? ''];
  return url.href;
}

function need(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run the tests with \`npm test\`.`);
  return value;
}
