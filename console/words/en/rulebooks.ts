import type { rulebooks as zh } from '../zh/rulebooks.js';

export const rulebooks: typeof zh = {
  about: 'Versions of the rules, what differs, and publishing.',
};
