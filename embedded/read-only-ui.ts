// The Temporal UI as it may be looked at: its development server has no switch of its own for that.
import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import { text as streamText } from 'node:stream/consumers';

const settingsPath = '/api/v1/settings';
/** Queries are sent by POST and change nothing: the page asks for a workflow's current details by one. */
const query = /^\/api\/v1\/namespaces\/[^/]+\/workflows\/[^/]+\/query\//;

/**
 * Shows the UI that listens on `uiPort` of this machine on `port`, without what changes anything: such a request is
 * refused (403), and the page is told not to offer it.
 */
export async function serveReadOnlyUi(port: number, uiPort: number): Promise<Server> {
  const server = createServer((asked, answer) => {
    const address = addressOf(asked.url);
    if (address === undefined) return void answer.writeHead(400, { connection: 'close' }).end();
    const { pathname: path, search } = address;
    const reads = asked.method === 'GET' || asked.method === 'HEAD' || (asked.method === 'POST' && query.test(path));
    if (!reads) return refuse(answer);
    pass(asked, answer, { port: uiPort, path: path + search, isSettings: path === settingsPath });
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

/** What is asked for; undefined where it is no address (`//`, which a parser of addresses throws at). */
function addressOf(url: string | undefined): URL | undefined {
  return URL.canParse(url ?? '/', 'http://ui') ? new URL(url ?? '/', 'http://ui') : undefined;
}

/** Passes on what was looked at: the path as it was understood, not as it was written. */
function pass(
  asked: IncomingMessage,
  answer: ServerResponse,
  { port, path, isSettings }: { port: number; path: string; isSettings: boolean },
): void {
  const { method, headers } = asked;
  const onward = request(
    {
      host: '127.0.0.1',
      port,
      method,
      path,
      headers: isSettings ? { ...headers, 'accept-encoding': '' } : headers,
    },
    (given) => {
      if (isSettings && given.statusCode === 200) return void sendSettings(given, answer);
      answer.writeHead(given.statusCode ?? 502, given.headers);
      given.pipe(answer);
    },
  );
  onward.on('error', () => (answer.headersSent ? answer.destroy() : answer.writeHead(502).end()));
  asked.pipe(onward);
}

async function sendSettings(given: IncomingMessage, answer: ServerResponse): Promise<void> {
  try {
    const settings = JSON.parse(await streamText(given)) as object;
    const { 'content-length': _length, ...headers } = given.headers;
    answer.writeHead(200, headers).end(JSON.stringify({ ...settings, DisableWriteActions: true }));
  } catch {
    answer.writeHead(502).end();
  }
}

function refuse(answer: ServerResponse): void {
  answer
    .writeHead(403, { 'content-type': 'application/json', connection: 'close' })
    .end(
      JSON.stringify({ message: 'This UI is read only: set TEMPORAL_UI_READ_ONLY=false to change workflows here.' }),
    );
}
