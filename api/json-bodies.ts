import type { FastifyInstance } from 'fastify';
import { ApiProblem } from './problem.js';

/** No body of ours comes near: a form item in a list of an act is at 4. */
const maxDepth = 32;
/** More than a body of 64 KiB holds with anything in its values. */
const maxValues = 10_000;

const [quote, backslash, comma] = [0x22, 0x5c, 0x2c];
const [openBrace, closeBrace, openBracket, closeBracket] = [0x7b, 0x7d, 0x5b, 0x5d];

/**
 * Reads bodies of JSON, and refuses before it reads them those that are nested deeper or have more values than any of
 * ours: what walks through a body does so by calling itself. The one place where bodies become objects.
 */
export function readJsonBodies(fastify: FastifyInstance): void {
  const parse = fastify.getDefaultJsonParser('error', 'error');
  fastify.removeContentTypeParser('application/json');
  fastify.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    const problem = shapeProblem(body as string);
    if (problem) done(problem);
    else parse(request, body as string, done);
  });
}

function shapeProblem(json: string): ApiProblem | undefined {
  let [depth, values] = [0, 0];
  for (let at = 0; at < json.length; at += 1) {
    switch (json.charCodeAt(at)) {
      case quote:
        at = endOfText(json, at);
        break;
      case openBrace:
      case openBracket:
        depth += 1;
        values += 1;
        break;
      case closeBrace:
      case closeBracket:
        depth -= 1;
        break;
      case comma:
        values += 1;
    }
    if (depth > maxDepth)
      return ApiProblem.of(
        'bad-json',
        `The body is nested deeper than ${maxDepth} levels: write it as /docs says.`,
        `请求内容嵌套超过 ${maxDepth} 层，请按 /docs 填写。`,
      );
    if (values > maxValues)
      return ApiProblem.of(
        'bad-json',
        `The body has more than ${maxValues} values: divide it.`,
        `请求内容超过 ${maxValues} 个值，请拆分。`,
      );
  }
  return undefined;
}

/** The place of the quote that ends the text beginning at `start`, or the end. */
function endOfText(json: string, start: number): number {
  for (let at = start + 1; at < json.length; at += 1) {
    const code = json.charCodeAt(at);
    if (code === backslash) at += 1;
    else if (code === quote) return at;
  }
  return json.length;
}
