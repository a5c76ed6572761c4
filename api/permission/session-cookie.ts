import type { FastifyReply, FastifyRequest } from 'fastify';

const name = 'banjie-session';

/** The secret of the session that the browser shows, if it shows one. */
export function sessionCookieOf(request: FastifyRequest): string | undefined {
  const value = request.cookies[cookieName(request)];
  return value !== undefined && /^[\w-]{43}$/.test(value) ? value : undefined;
}

/** Gives the browser the secret of a session. It is not kept beyond the browser's end; its time is kept here. */
export function setSessionCookie(request: FastifyRequest, reply: FastifyReply, secret: string): void {
  void reply.setCookie(cookieName(request), secret, attributes(request));
}

/** Takes the cookie of a session away. */
export function clearSessionCookie(request: FastifyRequest, reply: FastifyReply): void {
  void reply.clearCookie(cookieName(request), attributes(request));
}

function attributes(request: FastifyRequest) {
  return { httpOnly: true, sameSite: 'strict', path: '/', secure: isSecure(request) } as const;
}

/** With `__Host-` no other host, such as one of a neighbouring name, can put a cookie of its own in place of ours. */
function cookieName(request: FastifyRequest): string {
  return isSecure(request) ? `__Host-${name}` : name;
}

/** Browsers keep a Secure cookie over plain HTTP from nowhere else than loopback, and not all of them from there. */
function isSecure({ protocol, hostname }: FastifyRequest): boolean {
  return protocol === 'https' || !/^(localhost|.+\.localhost|127(\.\d+){3}|\[?::1\]?)$/i.test(hostname);
}
