import assert from 'node:assert/strict';

/** Every answer names its request, a problem in its body too; out of which it is taken, so that two are compared. */
export function withoutRequestId<T extends { requestId?: unknown }>(
  { headers, ok }: Response,
  body: T,
): T | Omit<T, 'requestId'> {
  const id = headers.get('x-request-id') ?? '';
  assert.match(id, /^[0-9a-f-]{36}$/, 'the header x-request-id');
  if (ok || !headers.get('content-type')?.includes('problem')) return body;
  const { requestId, ...rest } = body;
  assert.equal(requestId, id, 'the requestId of a problem');
  return rest;
}
