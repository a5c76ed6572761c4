import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiProblem } from './problem.js';

/** What a changing request carries in its headers, and where its answer's headers go. */
export interface IdempotencyContext {
  key: string;
  /** From If-Match: the entry the caller saw last. */
  ifSeq?: number;
  reply: FastifyReply;
}

/** The Idempotency-Key, without which nothing is changed, and If-Match. */
export const Idempotency = createParamDecorator((_: unknown, context: ExecutionContext): IdempotencyContext => {
  const http = context.switchToHttp();
  const { headers } = http.getRequest<FastifyRequest>();
  const key = headers['idempotency-key'];
  if (typeof key !== 'string' || key.trim() === '') {
    throw ApiProblem.of(
      'idempotency-key-missing',
      'Send an Idempotency-Key: a new random one for each act, the same one when you try the same act again.',
      '请提供 Idempotency-Key：每次操作使用新的随机键，重试同一操作时使用同一键。',
    );
  }
  if (key.length > 200 || !/^[\x21-\x7e]+$/.test(key)) {
    throw ApiProblem.of(
      'bad-header',
      'An Idempotency-Key is at most 200 visible ASCII characters.',
      'Idempotency-Key 最多 200 个可见 ASCII 字符。',
    );
  }
  const ifSeq = seqOf(headers['if-match']);
  return { key, ...(ifSeq === undefined ? {} : { ifSeq }), reply: http.getResponse<FastifyReply>() };
});

function seqOf(header: string | undefined): number | undefined {
  if (header === undefined || header.trim() === '*') return undefined;
  const seq = /^(?:W\/)?"?(\d{1,9})"?$/.exec(header.trim())?.[1];
  if (seq === undefined)
    throw ApiProblem.of(
      'bad-header',
      'If-Match is the ETag of the case you saw, like "7".',
      'If-Match 须为所见案件的 ETag，如 "7"。',
    );
  return Number(seq);
}
