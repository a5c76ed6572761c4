import { everyAct } from './act-matrix-of.js';

everyAct('power');
