import { Core1700000000000 } from './1700000000000-core.js';
import { Figures1700000300000 } from './1700000300000-figures.js';
import { Forms1700000400000 } from './1700000400000-forms.js';

/** Every migration, oldest first. Forward only: a new one is a new file and a line here. */
export const migrations = [Core1700000000000, Figures1700000300000, Forms1700000400000];
