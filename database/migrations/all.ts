import { Core1700000000000 } from './1700000000000-core.js';
import { Publishing1700000500000 } from './1700000500000-publishing.js';

/** Every migration, oldest first. Forward only: a new one is a new file and a line here. */
export const migrations = [Core1700000000000, Publishing1700000500000];
