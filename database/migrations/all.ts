import { Core1700000000000 } from './1700000000000-core.js';
import { People1700000100000 } from './1700000100000-people.js';
import { Dispatch1700000200000 } from './1700000200000-dispatch.js';

/** Every migration, oldest first. Forward only: a new one is a new file and a line here. */
export const migrations = [Core1700000000000, People1700000100000, Dispatch1700000200000];
