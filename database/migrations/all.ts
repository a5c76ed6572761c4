import { Core1700000000000 } from './1700000000000-core.js';
import { People1700000100000 } from './1700000100000-people.js';
import { Figures1700000300000 } from './1700000300000-figures.js';
import { HotPath1700000800000 } from './1700000800000-hot-path.js';

/** Every migration, oldest first. Forward only: a new one is a new file and a line here. */
export const migrations = [Core1700000000000, People1700000100000, Figures1700000300000, HotPath1700000800000];
