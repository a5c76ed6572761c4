// Before the first test file that needs them: the servers. Every worker inherits their addresses by the environment.
import writeRulebooks from './rulebooks.js';
import { startTestServers, type TestServers } from '../support/servers.js';

let servers: TestServers | undefined;

export default async function setUp(): Promise<void> {
  // The process that started this run (embedded/bootstrap.mjs) was killed: the servers must stop too.
  process.on('disconnect', () => void tearDown().finally(() => process.exit(1)));
  process.channel?.unref();
  writeRulebooks();
  servers = await startTestServers();
  Object.assign(process.env, servers.env);
}

export async function tearDown(): Promise<void> {
  await servers?.stop();
}
