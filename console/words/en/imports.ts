import type { imports as zh } from '../zh/imports.js';

export const imports: typeof zh = {
  about: 'Rows of a table become cases.',
};
