import { Core1700000000000 } from './1700000000000-core.js';
import { Notices1700000600000 } from './1700000600000-notices.js';

/** Every migration, oldest first. Forward only: a new one is a new file and a line here. */
export const migrations = [Core1700000000000, Notices1700000600000];
