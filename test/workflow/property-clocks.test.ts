import { loadAllRulebooks } from '../../rulebooks/load.js';
import { everyClock } from './clock-courses.js';

/** Complaint and repair: deadlines.test.ts. */
everyClock(loadAllRulebooks().map(({ rulebook }) => rulebook).find(({ name }) => name === 'property')!, ['complaint', 'repair']);
