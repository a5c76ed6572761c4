import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { projectRoot } from '../../config.js';
import { freePort } from '../../embedded/ports.js';
import type { ServerProcess } from '../../embedded/processes.js';
import { startTemporal } from '../../embedded/temporal.js';
import { temporalCli } from '../../embedded/tools.js';
import { eventually } from '../support/eventually.js';

describe('the Temporal UI changes nothing unless a setting says so', () => {
  let folder: string;
  let temporal: ServerProcess;
  let client: Client;
  let shown = 0;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'banjie-ui-'));
    const port = await freePort();
    shown = await freePort();
    temporal = await startTemporal({
      program: await temporalCli(),
      port,
      uiPort: shown,
      uiReadOnly: true,
      databaseFile: join(folder, 'temporal.db'),
      logFile: join(folder, 'temporal.log'),
    });
    client = new Client({ connection: await Connection.connect({ address: `127.0.0.1:${port}` }) });
    await client.workflow.start('nothing', { taskQueue: 'nobody', workflowId: 'PC-1' });
  });
  afterAll(async () => {
    await client?.connection.close();
    await temporal?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const ask = (port: number, path: string, method = 'GET', body?: object): Promise<Response> =>
    fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      ...(body ? { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } } : {}),
    });
  const workflows = '/api/v1/namespaces/default/workflows';

  it('pages, settings and workflows are shown; the page is told to offer no change', async () => {
    await eventually(async () => (await ask(shown, '/')).status === 200);
    assert.match(await (await ask(shown, '/')).text(), /<html/i);
    assert.equal(
      ((await (await ask(shown, '/api/v1/settings')).json()) as Record<string, unknown>)['DisableWriteActions'],
      true,
    );
    await eventually(async () => (await (await ask(shown, workflows)).text()).includes('PC-1'));
  });

  it('nothing that changes a workflow goes through, whatever its method', async () => {
    for (const [method, path] of [
      ['POST', `${workflows}/PC-1/terminate`],
      ['POST', `${workflows}/PC-1/cancel`],
      ['POST', `${workflows}/PC-1/signal/note`],
      ['POST', `${workflows}/PC-2`],
      ['PUT', `${workflows}/PC-1`],
      ['DELETE', `${workflows}/PC-1`],
      ['PATCH', workflows],
      ['POST', `${workflows}/PC-1/terminate?x=/query/`],
      ['POST', `${workflows}/PC-1/query/../terminate`],
    ] as const)
      assert.equal((await ask(shown, path, method, {})).status, 403, `${method} ${path}`);
    assert.equal((await client.workflow.getHandle('PC-1').describe()).status.name, 'RUNNING');
  });

  it('a query, which changes nothing, goes through', async () => {
    const { status } = await ask(shown, `${workflows}/PC-1/query/__stack_trace`, 'POST', {});
    assert.notEqual(status, 403);
  });

  it('what is no address is refused, and the server lives on', async () => {
    for (const path of ['//', 'http://', '//[', '/\\\\'])
      assert.match(
        await new Promise<string>((resolve, reject) => {
          let said = '';
          const socket = connect(shown, '127.0.0.1', () => socket.write(`GET ${path} HTTP/1.1\r\nhost: x\r\n\r\n`));
          socket.setTimeout(5_000, () => socket.destroy());
          socket.on('data', (data) => (said += String(data)).includes('\r\n\r\n') && socket.destroy());
          socket.on('close', () => resolve(said)).on('error', reject);
        }),
        /^HTTP\/1\.1 (400|404|200)/,
        path,
      );
    assert.equal((await ask(shown, '/')).status, 200);
  });

  it('docker compose asks the UI for the same', async () => {
    const compose = await readFile(join(projectRoot, 'docker-compose.yml'), 'utf8');
    assert.match(compose, /temporal-ui:[\s\S]*?TEMPORAL_DISABLE_WRITE_ACTIONS: \$\{TEMPORAL_UI_READ_ONLY:-true\}/);
  });
});
