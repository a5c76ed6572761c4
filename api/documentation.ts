import { applyDecorators, HttpCode, Post } from '@nestjs/common';
import {
  ApiExtraModels,
  ApiHeader,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiProperty,
  ApiQuery,
  ApiResponse,
  DocumentBuilder,
  getSchemaPath,
  SwaggerModule,
  type OpenAPIObject,
} from '@nestjs/swagger';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { approverOfClause, revisitAssignee } from '../domain/deciding/act.js';
import { systemRoles, rolesInGroup } from '../domain/rulebook/role-groups.js';
import type { Rulebook } from '../domain/rulebook/rulebook.js';
import { rowsOfAct, type ActOfKind } from './cases/act-table.js';
import { ActPreviewJson } from './cases/act-preview-json.js';
import { CaseJson } from './cases/case-json.js';
import { KnowsDry } from './dry-requests.js';
import { problemCodes } from './problem.js';
import { ApiField } from './api-field.js';

class FieldProblemJson {
  @ApiField('the field at fault, as in the body or query', { example: 'words' }) field!: string;
  @ApiField('what is wrong with it, and what to do') detail!: string;
}

/** Every error, as application/problem+json (RFC 9457). */
export class ProblemJson {
  @ApiField('urn:banjie:problem:<code>') type!: string;
  @ApiField('what kind of problem it is, in a few words') title!: string;
  @ApiField('the HTTP status', { type: 'integer' }) status!: number;
  @ApiField('what is wrong and what to do, as a sentence') detail!: string;
  @ApiField('path of the request') instance!: string;
  @ApiField('id of the request, as in the header x-request-id and in the log of the API') requestId!: string;
  @ApiField('stable name of the problem, to match on', { enum: problemCodes.map(({ code }) => code) }) code!: string;
  @ApiProperty({ description: 'the rule that refuses, where one does', required: false }) clause?: string;
  @ApiProperty({ description: 'the fields at fault', required: false, type: [FieldProblemJson] })
  errors?: FieldProblemJson[];
}

/** Says which errors a route has: those of its statuses, beside 401, 500 and what every route may answer. */
export function Refuses(...statuses: number[]): MethodDecorator & ClassDecorator {
  const all = [...new Set([...statuses, 500])].sort();
  return applyDecorators(...all.map((status) => ApiResponse({ status, ...problemResponse(status) })));
}

function problemResponse(status: number) {
  const codes = problemCodes
    .filter((problem) => problem.status === status)
    .map(({ code, title }) => `\`${code}\` (${title.toLowerCase()})`);
  return {
    description: codes.join(', '),
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/ProblemJson' } } },
  };
}

/**
 * What every route may answer: too much at once, headers that are too large, the database away; one that changes something,
 * not from that page or with that token; with a body, one that is too large or too slow.
 */
function addCommonRefusals(document: OpenAPIObject): OpenAPIObject {
  for (const path of Object.values(document.paths)) {
    for (const method of ['get', 'post', 'put', 'patch', 'delete'] as const) {
      const operation = path[method];
      if (!operation) continue;
      const changes = method === 'get' ? [] : [403];
      for (const status of [...changes, 429, 431, 503, ...(operation.requestBody ? [408, 413] : [])])
        operation.responses[status] ??= problemResponse(status);
    }
  }
  return document;
}

export const IdempotencyKeyHeader = (): MethodDecorator =>
  ApiHeader({
    name: 'Idempotency-Key',
    required: true,
    description:
      'A new random key for each act, the same key when the same act is tried again: the same key gives the same answer.',
    schema: { type: 'string', minLength: 1, maxLength: 200 },
  });

/** `Prefer: return=minimal`: the route answers without the case. */
export const MinimalAnswer = (): MethodDecorator =>
  applyDecorators(
    ApiHeader({
      name: 'Prefer',
      required: false,
      description:
        '`return=minimal` (RFC 7240): the answer is 204 without the case, its number in Location and the number of its newest entry in ETag.',
      schema: { type: 'string' },
    }),
    ApiNoContentResponse({ description: 'With `Prefer: return=minimal`: it is on record (Preference-Applied).' }),
  );

/** `?dry=true`: the route says what would happen, and needs no key. */
export const DryQuery = (): MethodDecorator =>
  applyDecorators(
    KnowsDry(),
    ApiQuery({
      name: 'dry',
      required: false,
      description: 'true: only say what would happen. Nothing is kept, and the Idempotency-Key is not used.',
      schema: { type: 'boolean' },
    }),
  );

/** An act of a person: its address, and its documentation from the act tables. */
export function ActRoute(act: string, rulebooks: Rulebook[]): MethodDecorator {
  const rows = rowsOfAct(act);
  return applyDecorators(
    Post(`:number/${act}`),
    HttpCode(200),
    ApiOperation({
      summary: [...new Set(rows.map(({ row }) => row.name.en))].join(' / '),
      description: rows.map((row) => describeAct(row, rulebooks)).join('\n'),
      operationId: act,
    }),
    IdempotencyKeyHeader(),
    ApiHeader({
      name: 'If-Match',
      required: false,
      description: 'ETag of the case as you saw it, like `"7"`: refused with 412 where it has moved on.',
      schema: { type: 'string' },
    }),
    MinimalAnswer(),
    DryQuery(),
    ApiExtraModels(CaseJson, ActPreviewJson),
    ApiOkResponse({
      description: 'The case after the act; with `dry=true` what would happen, and nothing is kept.',
      schema: { oneOf: [CaseJson, ActPreviewJson].map((model) => ({ $ref: getSchemaPath(model) })) },
    }),
    Refuses(400, 401, 403, 404, 409, 412, 413, 415, 422),
  );
}

/** Clause, roles and statuses of an act, as its row says. */
function describeAct({ kind, row }: ActOfKind, rulebooks: Rulebook[]): string {
  const clause =
    typeof row.clause === 'string'
      ? row.clause
      : Object.entries(row.clause)
          .map(([rulebook, id]) => `${rulebook} ${id}`)
          .join(', ');
  const who = row.by.filter((name) => !systemRoles.includes(name)).map((name) => describeRole(name, kind, rulebooks));
  const from =
    row.from === 'any'
      ? 'at any time'
      : row.from === 'open'
        ? 'while it is open'
        : `while it is ${row.from.join(', ')}`;
  return `- ${kind}, ${clause}: ${from}; by ${who.join(', ')}${row.to ? `; then ${row.to}` : ''}`;
}

const derivedRoles: Record<string, string> = {
  [approverOfClause]: 'the role that the clause of the clock names',
  [revisitAssignee]: 'the person the revisit was given to',
  staff: 'everybody who works there',
};

/** A role as it is; a role group with its roles: `centre (property: cs-agent, cs-supervisor)`. */
function describeRole(name: string, kind: string, rulebooks: Rulebook[]): string {
  const members = rulebooks.flatMap((rulebook) => {
    const roles = rulebook.kinds[kind] && rolesInGroup(name, rulebook, kind);
    return roles ? [`${rulebook.name}: ${roles.join(', ')}`] : [];
  });
  return derivedRoles[name] ?? (members.length ? `${name} (${members.join('; ')})` : name);
}

const apiDescription = `The API of the service desk. Bodies and answers are JSON; instants are ISO 8601 with offset; money is in whole cents (分).

**You act as** the person you are signed in as (\`POST /v1/session\`, a cookie for browsers) or your bearer token belongs to (for programs); a body never says
who acts. Without a session or a valid token a request is refused (401) before its body is read. What a browser changes by its cookie must come from a page of
this desk (\`Sec-Fetch-Site\` or \`Origin\`), else it is refused (403, \`cross-site\`). A case of a site where you hold no post does not exist for you (404).

**Every change** (but signing in) needs an \`Idempotency-Key\` if it is a POST: the same key with the same body gives the same answer again (\`Idempotency-Replayed: true\`), with another
body it is refused. With \`Prefer: return=minimal\` recording and acts answer 204 without the case. With \`If-Match\` and the ETag of the case an act is refused (412) if the case has changed since you read it.

**What would happen** says \`?dry=true\` on recording a case and on every act: tier, deadlines with their clauses, who is told, or the refusal. It needs
no key, and nothing is kept.

**Files** (photos, papers, signatures) are uploaded to \`POST /v1/files\` as multipart/form-data, one in each request; acts then name their ids.

**Errors** are problem+json (RFC 9457) with a stable \`code\`, a sentence that says what to do, and the \`clause\` of the rule that refuses, if one
does. Sentences are in Chinese if \`Accept-Language\` prefers Chinese to English, else in English.

**Limits**: whoever asks for too much at once gets 429 with \`Retry-After\` (seconds), and nothing was done: send the same again then. \`RateLimit\` and \`RateLimit-Policy\` of each
answer say what is left. One table, paper or report at a time is made for a person.

**Lists** are read page by page: send \`next\` of one answer as \`cursor\` of the following request.`;

/** The contract: GET /openapi.json, and its page at GET /docs with everything served from here. */
export function serveApiDocumentation(app: NestFastifyApplication): void {
  const config = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Banjie 办结')
    .setDescription(apiDescription)
    .setVersion('1')
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .addServer('/')
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'opaque', description: 'The token of a person.' })
    .addCookieAuth('banjie-session', {
      type: 'apiKey',
      in: 'cookie',
      description: 'The session of a browser: `__Host-banjie-session` beyond loopback.',
    })
    .addSecurityRequirements('bearer')
    .addSecurityRequirements('cookie')
    .build();
  const made = () =>
    addCommonRefusals(
      SwaggerModule.createDocument(app, config, {
        extraModels: [ProblemJson],
        operationIdFactory: (_controller, method) => method,
      }),
    );
  SwaggerModule.setup('docs', app, made, {
    raw: ['json'],
    jsonDocumentUrl: 'openapi.json',
    customSiteTitle: 'Banjie 办结 API',
    swaggerOptions: { persistAuthorization: true, docExpansion: 'none', filter: true, validatorUrl: null },
  });
}
