import type { texts as zh } from '../zh/texts.js';

export const texts: typeof zh = {
  about: 'Standard answers and message templates.',
};
