import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { FileStoreUnavailable } from '../ledger/files/file-draft.js';
import { framesOf } from '../log.js';
import { pageHeaders } from './customer/page-style.js';
import { customerProblemPage } from './customer/problem-page.js';
import { cameTooSlowly } from './limits/unreadable-requests.js';
import { languageOf } from './language.js';
import { ApiProblem } from './problem.js';
import { requestIdHeader } from './request-ids.js';

/**
 Turns everything that is thrown into problem+json. A fault reveals nothing of its cause to the caller, and its log
 * entry quotes no text that people wrote.
 */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly log: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    sendProblem(error, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>(), this.log);
  }
}

/** Also for what fails before a route is found (a malformed address). */
export function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply, log: Logger): void {
  const problem = error instanceof ApiProblem ? error : problemOf(error);
  if (problem.status >= 500)
    log.error(
      {
        requestId: request.id,
        ...traceOf(error),
        problem: problem.code,
        method: request.method,
        route: request.routeOptions?.url,
      },
      'A request failed.',
    );
  if (reply.sent) return;
  const path = (request.url ?? '/').split('?', 1)[0]!.slice(0, 300);
  const page = customerProblemPage(problem, request);
  if (page !== undefined) {
    const headers = { ...problem.more.headers, [requestIdHeader]: request.id, ...pageHeaders };
    return void reply.code(problem.status).headers(headers).send(page);
  }
  const body = { ...problem.json(languageOf(request.headers['accept-language']), path), requestId: request.id };
  void reply
    .code(problem.status)
    .headers({
      ...problem.more.headers,
      [requestIdHeader]: request.id,
      'content-type': 'application/problem+json; charset=utf-8',
    })
    .send(JSON.stringify(body));
}

/** The database cannot be reached, is starting or stopping: nothing was entered, or the same key finds what was. */
function isDatabaseUnavailable(error: unknown): boolean {
  const { code, message, syscall } = ((error as { driverError?: unknown } | null)?.driverError ?? error ?? {}) as {
    code?: string;
    message?: string;
    syscall?: string;
  };
  return (
    // Its socket is gone while it is stopped.
    (code === 'ENOENT' && syscall === 'connect') ||
    /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EAI_AGAIN|57P0[1-5]|08\w{3}|53300)$/.test(
      code ?? '',
    ) ||
    databaseAwayMessages.test(message ?? '') ||
    // TypeORM gives a connection back as soon as it has ended: whoever was using it is told only that.
    /^QueryRunner(Provider)?AlreadyReleasedError$/.test((error as Error | null)?.name ?? '')
  );
}

/** What the driver says without a code: where the connection ends under a query, or between two of a transaction. */
const databaseAwayMessages =
  /^Connection terminated|^Client (has encountered a connection error|was closed)|^Connection ended unexpectedly|timeout exceeded when trying to connect/;

/** An act named a file just as it went (ledger/files/unnamed-files.ts): nothing was entered. */
function namesRemovedFile(error: unknown): boolean {
  const { code, constraint } = ((error as { driverError?: unknown } | null)?.driverError ?? error ?? {}) as {
    code?: string;
    constraint?: string;
  };
  return code === '23503' && constraint === 'case_files_file_id_fkey';
}

/** An error of the framework or the database as a problem. */
function problemOf(error: unknown): ApiProblem {
  if (isDatabaseUnavailable(error)) {
    return ApiProblem.of(
      'database-away',
      'The database cannot be reached: try again with the same Idempotency-Key.',
      '数据库暂不可用，请使用同一 Idempotency-Key 重试。',
      { headers: { 'retry-after': '2' } },
    );
  }
  if (error instanceof FileStoreUnavailable) {
    return ApiProblem.of(
      'files-away',
      'Files cannot be stored or read now: try again with the same Idempotency-Key; if it stays, tell your administrator.',
      '暂时无法存取文件，请使用同一 Idempotency-Key 重试；如仍有问题，请联系管理员。',
      { headers: { 'retry-after': '5' } },
    );
  }
  if (namesRemovedFile(error))
    return ApiProblem.input([
      {
        field: 'files',
        text: {
          en: 'a file is there no more, as nothing named it for a day: hand it in again.',
          'zh-CN': '文件一天内未被使用，已被清理，请重新上传。',
        },
      },
    ]);
  const status =
    error instanceof HttpException
      ? error.getStatus()
      : Number((error as { statusCode?: number } | null)?.statusCode ?? 500);
  switch (status) {
    case 400:
      return isJsonFault(error)
        ? ApiProblem.of(
            'bad-json',
            'The body is not valid JSON: check quotes, commas and braces.',
            '请求内容不是有效的 JSON，请检查引号、逗号和括号。',
          )
        : ApiProblem.of(
            'bad-request',
            'The request cannot be read: check its address and headers.',
            '无法读取请求，请检查地址和请求头。',
          );
    // The framework's own for a file that is not to be served.
    case 403:
    case 404:
      return ApiProblem.of(
        'unknown-route',
        'There is nothing at this address: see /docs.',
        '没有此地址，请查看 /docs。',
      );
    case 408:
      return cameTooSlowly();
    case 413:
      return ApiProblem.of(
        'too-large',
        'The body is larger than 64 KiB (a rulebook: 1 MiB, a table: 5 MiB).',
        '请求内容超过 64 KiB（规程文本为 1 MiB，表格为 5 MiB）。',
      );
    case 414:
      return ApiProblem.of('address-too-long', 'The address is too long.', '地址过长。');
    case 415:
      return ApiProblem.of('not-json', 'Send the body as application/json.', '请以 application/json 发送内容。');
    case 503:
      return ApiProblem.of(
        'taking-too-long',
        'The answer takes too long: try again with the same Idempotency-Key.',
        '处理超时，请使用同一 Idempotency-Key 重试。',
        { headers: { 'retry-after': '2' } },
      );
    default:
      return ApiProblem.of(
        'fault',
        'Something went wrong here. Try again with the same Idempotency-Key; if it stays, tell your administrator.',
        '系统出现故障，请使用同一 Idempotency-Key 重试；如仍有问题，请联系管理员。',
      );
  }
}

function isJsonFault(error: unknown): boolean {
  const { code, message } = error as { code?: string; message?: string };
  return (
    code === 'FST_ERR_CTP_INVALID_JSON_BODY' ||
    code === 'FST_ERR_CTP_EMPTY_JSON_BODY' ||
    /JSON|__proto__|prototype/i.test(message ?? '')
  );
}

/** Where a fault came from, for the log. Its message may quote what people wrote, so it stays out of the log. */
export function traceOf(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { fault: typeof error };
  const { code } = (error as { driverError?: { code?: string } }).driverError ?? (error as { code?: string });
  return { fault: error.name, ...(code ? { code } : {}), stack: framesOf(error).slice(0, 12).join('\n') };
}
