import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ApiProblem } from '../problem.js';
import { tooLarge } from './upload-form.js';

/** Where files go in and out. */
const address = '/v1/files';
/** Where tables come in that become cases. */
const importAddress = '/v1/imports';
/** Where customers send the forms of their page (api/customer). */
const customerAddress = '/c';
/** Where files come in bit by bit. */
const partsAddress = '/v1/uploads';
/** A photo of 15 MB over a weak mobile line takes minutes. */
export const transferMs = 5 * 60_000;
/** What a form has around its file. */
export const formOverheadBytes = 16 * 1024;

/**
 Makes the server read multipart forms at the addresses for files and imports, and gives transfers there enough time. Elsewhere
 * only JSON is read.
 */
export async function acceptUploads(fastify: FastifyInstance, limitBytes: number): Promise<void> {
  fastify.addHook('onRoute', (route) => {
    const transfers = [`${address}/`, `${partsAddress}/`].some((folder) => route.url.startsWith(folder));
    if (takesFiles(route.url) || transfers) route.handlerTimeout = transferMs;
  });
  fastify.addHook('onRequest', (request, _reply, done) => done(problemOf(request, limitBytes)));
  await fastify.register(multipart);
  // Part of an upload: its bytes as they come, and nowhere else.
  fastify.addContentTypeParser('application/offset+octet-stream', ({ method, routeOptions }, payload, done) => {
    if (method === 'PATCH' && routeOptions.url === `${partsAddress}/:id`) done(null, payload);
    else done(notJson() as Error);
  });
}

/** Whether files are handed in there. */
export const takesFiles = (url: string | undefined): boolean => takesForms(url) || url === `${partsAddress}/:id`;

const takesForms = (url: string | undefined): boolean => url === address || url === importAddress || isOfCustomers(url);

const isOfCustomers = (url = ''): boolean => url === customerAddress || url.startsWith(`${customerAddress}/`);

const notJson = (): ApiProblem =>
  ApiProblem.of('not-json', 'Send the body as application/json.', '请以 application/json 发送内容。');

/** The refusal of a request by its headers, before its body is read. */
function problemOf({ method, headers, routeOptions }: FastifyRequest, limitBytes: number): ApiProblem | undefined {
  const form = /^multipart\/form-data\b/i.test(headers['content-type'] ?? '');
  const uploads = method === 'POST' && takesForms(routeOptions.url);
  if (form && !uploads && routeOptions.url !== undefined) return notJson();
  if (uploads && !form)
    return ApiProblem.of('not-a-form', 'Send the file as multipart/form-data.', '请以 multipart/form-data 上传文件。');
  return uploads &&
    routeOptions.url === address &&
    Number(headers['content-length'] ?? 0) > limitBytes + formOverheadBytes
    ? tooLarge(limitBytes)
    : undefined;
}
