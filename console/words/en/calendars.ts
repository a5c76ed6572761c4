import type { calendars as zh } from '../zh/calendars.js';

export const calendars: typeof zh = {
  about: 'Holidays, duties and plans.',
};
