// Before the first test file that needs them: the servers, and their whereabouts in the environment that every worker
// inherits.
import { startTestServers, type TestServers } from '../support/servers.js';

let servers: TestServers | undefined;

export default async function setUp(): Promise<void> {
  // Whoever started this run is gone (embedded/bootstrap.mjs holds the other end): the servers must not stay behind.
  process.on('disconnect', () => void tearDown().finally(() => process.exit(1)));
  process.channel?.unref();
  servers = await startTestServers();
  Object.assign(process.env, servers.env);
}

export async function tearDown(): Promise<void> {
  await servers?.stop();
}
