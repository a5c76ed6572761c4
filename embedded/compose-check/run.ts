// `npm run compose:check`: what docker-compose.yml starts, on this machine and without containers, with the production
// Temporal server; three stories on it, and the commands that run in the image. Nothing is left running or lying about.
import { readFile } from 'node:fs/promises';
import { startComposeDesk, type ComposeDesk } from './compose-desk.js';
import { setUpFirstOrganisation } from './first-organisation.js';
import { actWhileAway, complaintToFile, newSite } from './stories.js';

/** A minute of a case in a second: half an hour for sorting is half a minute. */
const speed = 60;
const commands: [module: string, ...args: string[]][] = [
  ['embedded/verify.js'],
  ['embedded/figures.js', 'check'],
  ['upkeep/reconcile-cli.js'],
  ['upkeep/doctor-cli.js'],
];

const say = (text: string): void => void process.stdout.write(`${text}\n`);

async function play(desk: ComposeDesk, realMs: (at: string) => number): Promise<void> {
  say('The first administrator signs in, and makes an organisation, a site and its people …');
  const stage = { desk, realMs, say, ...(await setUpFirstOrganisation(desk)) };
  say('A complaint from record to file, with a timer that fires …');
  await complaintToFile(stage);
  say('An act while the engine is stopped and started again …');
  await actWhileAway(stage);
  say('A new site …');
  await newSite(stage);
  say("The worker's log …");
  await checkWorkerLog(desk);
  for (const [module, ...args] of commands) {
    const { code, out } = await desk.runInImage(module, ...args);
    say(`dist/${[module, ...args].join(' ')} in the image: exit status ${code}`);
    if (code !== 0) throw new Error(out);
  }
}

/** JSON, a line each, while the engine is away too; and the same no more than once a minute. */
async function checkWorkerLog(desk: ComposeDesk): Promise<void> {
  const lines = (await readFile(desk.logOf('worker'), 'utf8')).trimEnd().split('\n');
  const lastAt = new Map<string, number>();
  for (const line of lines) {
    let entry: { time: string; msg: string; level: number };
    try {
      entry = JSON.parse(line) as typeof entry;
    } catch {
      throw new Error(`The worker's log has a line that is no JSON: ${line}`);
    }
    const [at, before] = [Date.parse(entry.time), lastAt.get(entry.msg)];
    if (entry.level >= 40 && before !== undefined && at - before < 59_000)
      throw new Error(`The worker says the same twice within a minute: ${line}`);
    lastAt.set(entry.msg, at);
  }
  say(`  ${lines.length} lines, all JSON, none said twice within a minute`);
}

async function main(): Promise<void> {
  const start = Date.now();
  const clock = `${speed}@${new Date(start).toISOString()}@${new Date(start).toISOString()}`;
  say('Starting what docker-compose.yml starts, without containers …');
  const desk = await startComposeDesk(clock, say);
  try {
    await play(desk, (at) => start + (Date.parse(at) - start) / speed);
  } finally {
    await desk.stop();
  }
  say('All of it is as it should be; everything is stopped and removed.');
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(130));
process.on('disconnect', () => process.exit(130));
await main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
process.exit();
