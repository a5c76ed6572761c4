import type { histories as zh } from '../zh/histories.js';

export const histories: typeof zh = {
  about: 'The history of the workflow of a case.',
};
