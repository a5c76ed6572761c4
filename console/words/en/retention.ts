import type { retention as zh } from '../zh/retention.js';

export const retention: typeof zh = {
  about: 'Words erased on request or by law.',
};
