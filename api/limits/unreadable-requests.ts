import type { Socket } from 'node:net';
import { ApiProblem } from '../problem.js';
import { newRequestId, requestIdHeader } from '../request-ids.js';

/** Answers what Node.js could not read as a request, and closes the connection. In both languages: it names none. */
export function answerUnreadable(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  if (!socket.writable) return void socket.destroy(error);
  const problem = problemOf(error.code);
  const { en, 'zh-CN': zh } = problem.text;
  const requestId = newRequestId();
  const body = JSON.stringify({ ...problem.json('en', '/'), detail: `${en} ${zh}`, requestId });
  const lines = [
    `HTTP/1.1 ${problem.status} ${problem.code}`,
    'content-type: application/problem+json; charset=utf-8',
    `${requestIdHeader}: ${requestId}`,
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ];
  socket.end(`${lines.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy());
}

function problemOf(code: string | undefined): ApiProblem {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return ApiProblem.of(
        'headers-too-large',
        'The headers are larger than 16 KiB: send fewer cookies.',
        '请求头超过 16 KiB，请减少 Cookie。',
      );
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return cameTooSlowly();
    default:
      return ApiProblem.of(
        'bad-request',
        'The request cannot be read: check its address and headers.',
        '无法读取请求，请检查地址和请求头。',
      );
  }
}

/** 408: what did not arrive in its time. */
export function cameTooSlowly(): ApiProblem {
  return ApiProblem.of(
    'request-timeout',
    'The request came too slowly: send it again with the same Idempotency-Key.',
    '请求发送过慢，请使用同一 Idempotency-Key 重新发送。',
    { headers: { connection: 'close' } },
  );
}
