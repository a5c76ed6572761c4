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

/**
 * Refuses (409) what a page sends for somebody (`Acting-Person`) while another person is signed in by now: one cookie
 * serves all tabs of a browser, and a phone sends what was kept on it.
 */
export function requireItsPerson({ headers }: FastifyRequest, person: string): void {
  const meant = headers['acting-person'];
  if (meant === undefined || meant === person) return;
  throw ApiProblem.of(
    'another-person',
    'Somebody else has signed in meanwhile: nothing was done. Sign in again as yourself.',
    '现在登录的是另一个人，未作任何更改。请以您本人的身份重新登录。',
  );
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}
