import type { field as zh } from '../zh/field.js';

export const field: typeof zh = {
  about: 'Your visits, by clock and distance.',
};
