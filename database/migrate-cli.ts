import { readConfig } from '../config.js';
import { migrate } from './migrate.js';

const done = await migrate(readConfig(['DATABASE_OWNER_URL']).databaseOwnerUrl);
process.stdout.write(done.length ? `Migrated: ${done.join(', ')}\n` : 'The database is up to date.\n');
