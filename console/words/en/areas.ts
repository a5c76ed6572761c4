import type { areas as zh } from '../zh/areas.js';

export const areas: typeof zh = {
  about: 'Which addresses belong to which team, and who is able to do what.',
};
