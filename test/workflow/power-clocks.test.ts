import { loadAllRulebooks } from '../../rulebooks/load.js';
import { everyClock } from './clock-courses.js';

everyClock(loadAllRulebooks().map(({ rulebook }) => rulebook).find(({ name }) => name === 'power')!);
