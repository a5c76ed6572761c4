import type { figures as zh } from '../zh/figures.js';

export const figures: typeof zh = {
  about: 'What is late, load, satisfaction and responsibility; each opens into its cases.',
};
