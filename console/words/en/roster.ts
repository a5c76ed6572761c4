import type { roster as zh } from '../zh/roster.js';

export const roster: typeof zh = {
  about: 'Duties by person and day; holes are red.',
};
