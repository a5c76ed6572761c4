import type { FastifyRequest } from 'fastify';
import { ApiProblem } from '../problem.js';

/**
 * Refuses (403) what another site's page has the browser send. A browser says itself where a request comes from
 * (Sec-Fetch-Site); an older one names the page's origin, which must be this host. Without either it is refused.
 */
export function requireOwnPage({ headers, host }: FastifyRequest): void {
  const from = headers['sec-fetch-site'];
  if (from === 'same-origin') return;
  const { origin } = headers;
  if ((from === undefined || from === 'none') && origin !== undefined && hostOf(origin) === host.toLowerCase()) return;
  throw ApiProblem.of(
    'cross-site',
    'This did not come from a page of this desk: open the desk and do it there. A program uses a token.',
    '请求并非来自本系统页面，请在本系统内操作；程序请使用令牌。',
  );
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}
