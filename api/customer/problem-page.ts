import type { FastifyRequest } from 'fastify';
import type { ApiProblem } from '../problem.js';
import { pageLanguage } from './page-language.js';
import { lookUpPage } from './page-templates.js';
import { pageWords, refusalWords } from './page-words.js';

/**
 * What a customer's browser is shown where their page fails before or beside its controller (too much at once, the database
 * away, an address cut off): a page in their words; undefined for every other request.
 */
export function customerProblemPage({ status }: ApiProblem, request: FastifyRequest): string | undefined {
  const { url, headers, query } = request;
  if (!/^\/c(?:[/?]|$)/.test(url ?? '') || !headers.accept?.includes('text/html')) return undefined;
  const language = pageLanguage((query ?? {}) as { lang?: string }, headers);
  if (status === 404) return lookUpPage({ language, path: '/c' }, { ended: true });
  const text = (status === 429 ? pageWords.tooOften : refusalWords['other']!)[language];
  return lookUpPage({ language, path: '/c', told: { tone: 'no', text } });
}
