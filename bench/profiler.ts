import { writeFileSync } from 'node:fs';
import { Session, type Profiler } from 'node:inspector';
import { join } from 'node:path';
import { threadId } from 'node:worker_threads';

// Loaded before a program (NODE_OPTIONS=--import) by `--profile FOLDER`: writes the processor profile of each of its
// threads every minute and at its end, because --cpu-prof may not stand in NODE_OPTIONS and loses the thread of the
// workflows, which is ended from outside.
const everyMs = 60_000;
const folder = new URL(import.meta.url).searchParams.get('folder')!;
const session = new Session();
session.connect();
let part = 0;

function start(): void {
  session.post('Profiler.enable');
  session.post('Profiler.setSamplingInterval', { interval: 1_000 });
  session.post('Profiler.start');
}

function flush(): void {
  session.post('Profiler.stop', (error: Error | null, result?: { profile: Profiler.Profile }) => {
    if (error || !result) return;
    part += 1;
    writeFileSync(
      join(folder, `${process.argv[1]?.split('/').slice(-2).join('-')}-${process.pid}-${threadId}-${part}.cpuprofile`),
      JSON.stringify(result.profile),
    );
  });
}

start();
setInterval(() => {
  flush();
  start();
}, everyMs).unref();
process.on('exit', flush);
