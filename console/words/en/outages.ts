import type { outages as zh } from '../zh/outages.js';

export const outages: typeof zh = {
  about: 'Planned and sudden outages, with their calls.',
};
