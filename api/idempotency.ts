import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiProblem } from './problem.js';

/** What a changing request carries in its headers, and where its answer's headers go. */
export interface IdempotencyContext {
  key: string;
  /** From If-Match: the entry the caller saw last. */
  ifSeq?: number;
  /** From Prefer: the caller wants no case in the answer. */
  minimal?: boolean;
  reply: FastifyReply;
}

/** The Idempotency-Key, without which nothing is changed, and If-Match. */
export const Idempotency = createParamDecorator((_: unknown, context: ExecutionContext): IdempotencyContext =>
  keyedContext(context),
);

/** An act that is to be kept, under its key, or one that is only tried (`?dry=true`): nothing is kept, so it has no key. */
export type ActAttempt =
  ({ dry: false } & IdempotencyContext) | ({ dry: true } & Pick<IdempotencyContext, 'ifSeq' | 'reply'>);

/** Whether the act is only to be tried; the Idempotency-Key, where it is not; and If-Match. */
export const Attempt = createParamDecorator((_: unknown, context: ExecutionContext): ActAttempt => {
  const http = context.switchToHttp();
  const { headers, query } = http.getRequest<FastifyRequest<{ Querystring: { dry?: unknown } }>>();
  if (query.dry === undefined || query.dry === 'false') return { dry: false, ...keyedContext(context) };
  if (query.dry !== 'true')
    throw ApiProblem.input([{ field: 'dry', text: { en: 'must be true or false.', 'zh-CN': '须为 true 或 false。' } }]);
  return { dry: true, ...ifSeqOf(headers), reply: http.getResponse<FastifyReply>() };
});

function keyedContext(context: ExecutionContext): IdempotencyContext {
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
  return {
    key,
    ...ifSeqOf(headers),
    minimal: prefersMinimal(headers['prefer']),
    reply: http.getResponse<FastifyReply>(),
  };
}

/** Whether `Prefer` asks for `return=minimal` (RFC 7240): the first `return` counts, other preferences are passed over. */
function prefersMinimal(header: string | string[] | undefined): boolean {
  const preferences = String(header ?? '')
    .split(',')
    .map((preference) => preference.split(';', 1)[0]!.trim().toLowerCase());
  const asked = preferences.find((preference) => /^return *=/.test(preference));
  return asked !== undefined && /^return *= *("minimal"|minimal)$/.test(asked);
}

function ifSeqOf(headers: FastifyRequest['headers']): { ifSeq?: number } {
  const ifSeq = seqOf(headers['if-match']);
  return ifSeq === undefined ? {} : { ifSeq };
}

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
