import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { connect, type Socket } from 'node:net';
import { TestApi } from '../support/api-desk.js';

describe('bodies that nobody is behind, slow ones, and connections', () => {
  let api: TestApi;
  const sockets: Socket[] = [];
  beforeAll(async () => {
    api = await TestApi.start({ limits: { connectionsPerAddress: 8 } });
  });
  afterAll(async () => {
    for (const socket of sockets) socket.destroy();
    await api.stop();
  });

  const open = async () => {
    const { port, hostname } = new URL(api.url);
    const socket = connect(Number(port), hostname);
    sockets.push(socket);
    let said = '';
    let closed = false;
    socket
      .on('data', (chunk) => (said += String(chunk)))
      .on('error', () => undefined)
      .on('close', () => (closed = true));
    await new Promise((resolve) => socket.once('connect', resolve));
    return { socket, said: () => said, closed: () => closed };
  };
  const until = async (holds: () => boolean, ms: number) => {
    for (const end = Date.now() + ms; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 20)))
      if (holds()) return true;
    return holds();
  };

  it.each([
    ['', 'POST /v1/cases', 'application/json'],
    ['authorization: Bearer wrong\r\n', 'POST /v1/files', 'multipart/form-data; boundary=x'],
  ])(
    'a large body of a stranger is answered by 401 before it comes, and is not taken in (%s%s)',
    async (header, route, type) => {
      const { socket, said, closed } = await open();
      socket.write(
        `${route} HTTP/1.1\r\nhost: x\r\n${header}content-type: ${type}\r\ncontent-length: 1000000000\r\n\r\n`,
      );
      assert.ok(await until(() => said().includes('\r\n\r\n'), 3_000), 'answered before the body');
      assert.match(said(), /^HTTP\/1\.1 401 /);
      const chunk = Buffer.alloc(64 * 1024, 97);
      const feeding = setInterval(() => void (socket.destroyed || socket.write(chunk)), 5);
      const ended = await until(closed, 3_000);
      clearInterval(feeding);
      assert.ok(ended, 'the connection is closed while the client still sends');
      assert.ok(socket.bytesWritten < 20_000_000, `${socket.bytesWritten} bytes`);
    },
  );

  it('a body that does not come is answered by 408 after 15 seconds, and the connection is closed', async () => {
    const { socket, said, closed } = await open();
    socket.write(
      `POST /v1/cases HTTP/1.1\r\nhost: x\r\nauthorization: Bearer token-p01\r\nidempotency-key: slow\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n{`,
    );
    const feeding = setInterval(() => void (socket.destroyed || socket.write(' ')), 500);
    const began = Date.now();
    const ended = await until(closed, 20_000);
    clearInterval(feeding);
    assert.ok(ended, 'closed');
    assert.match(said(), /^HTTP\/1\.1 408 [^]*"code":"request-timeout"/);
    assert.ok(Date.now() - began > 13_000);
  }, 40_000);

  it('one connection too many of an address is closed unread; when others end there is room again', async () => {
    for (const socket of sockets.splice(0)) socket.destroy();
    await new Promise((resolve) => setTimeout(resolve, 100));
    const many = await Promise.all(Array.from({ length: 12 }, open));
    assert.ok(await until(() => many.filter(({ closed }) => closed()).length >= 4, 2_000));
    for (const socket of sockets.splice(0)) socket.destroy();
    await new Promise((resolve) => setTimeout(resolve, 100));
    assert.equal((await api.get('p01', '/v1/me')).status, 200);
  });
});
