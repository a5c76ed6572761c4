import { spawn } from 'node:child_process';
import { connect } from 'node:net';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { freePort } from '../../../embedded/ports.js';
import './quiet.js';

const startLimitMs = 60_000;

/**
 * What the SDK makes of a server that runs: not among its public functions, which give a server five seconds to come
 * up, too few where the machine is busy.
 */
type Making = {
  create(options: {
    server: { type: 'existing' };
    address: string;
    supportsTimeSkipping: true;
  }): Promise<TestWorkflowEnvironment>;
};

/** A time-skipping server of its own, started from `path`, and what to call to end it. */
export async function timeSkipping(path: string): Promise<{ env: TestWorkflowEnvironment; end: () => Promise<void> }> {
  const port = await freePort();
  const server = spawn(path, [String(port)], { stdio: 'ignore' });
  const gone = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  process.once('exit', () => server.kill('SIGKILL'));
  await listens(port, Date.now() + startLimitMs);
  const env = await (TestWorkflowEnvironment as unknown as Making).create({
    server: { type: 'existing' },
    address: `127.0.0.1:${port}`,
    supportsTimeSkipping: true,
  });
  const end = async (): Promise<void> => {
    await env.teardown();
    server.kill('SIGKILL');
    await gone;
  };
  return { env, end };
}

async function listens(port: number, until: number): Promise<void> {
  while (Date.now() < until) {
    const open = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => resolve(true)).once('error', () => resolve(false));
      socket.once('connect', () => socket.destroy());
    });
    if (open) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`The time-skipping server did not come up within ${startLimitMs / 1000} s.`);
}
