import type { people as zh } from '../zh/people.js';

export const people: typeof zh = {
  about: 'People, posts, tokens and stand-ins, with their history.',
};
