import { readConfig } from '../config.js';
import { migrate } from './migrate.js';

try {
  const done = await migrate(readConfig(['DATABASE_OWNER_URL']).databaseOwnerUrl);
  process.stdout.write(done.length ? `Migrated: ${done.join(', ')}\n` : 'The database is up to date.\n');
} catch (error) {
  process.stderr.write(`The database is not migrated: ${(error as Error).message}\n`);
  process.exitCode = 1;
}
