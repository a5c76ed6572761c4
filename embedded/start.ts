// `npm start`: the whole system with one command, on this machine.
import { existsSync, readFileSync } from 'node:fs';
import { readConfigOnDisk } from '../config.js';
import { makeHeadKey } from '../ledger/heads/head-key.js';
import { startBanner } from './banner.js';
import { sleep } from './processes.js';
import { runProgram } from './programs.js';
import { startStack, type Stack } from './stack.js';

/** Ctrl-C reaches this process from the terminal and again from npm: only a later one means "now". */
const sameSignalMs = 1_500;
/** How long a stop waits for a start that is under way: that may be building a program for minutes. */
const patienceMs = 10_000;

async function main(): Promise<void> {
  const config = readConfigOnDisk();
  // An embedded database begins with demo people; a database that somebody set up gets them only if DEMO says so.
  const demo = config.demo ?? config.databaseUrl === '';
  const forPhones = process.argv.includes('--phone') ? await import('./phone.js') : undefined;
  const phone = await forPhones?.preparePhone(config.dataDir);
  say('Starting Banjie; the first time takes a moment longer.');
  if (await makeHeadKey(config.headKeyFile))
    say(`  heads over the cases are signed with ${config.headKeyFile}: keep a copy`);
  const calledOff = new AbortController();
  const starting = startStack({
    signal: calledOff.signal,
    dataDir: config.dataDir,
    host: phone ? '0.0.0.0' : config.host,
    tls: phone !== undefined || config.tlsCertFile !== '',
    port: config.port,
    temporalPort: 7233,
    uiPort: 8233,
    uiReadOnly: config.temporalUiReadOnly,
    databaseUrl: config.databaseUrl,
    databaseOwnerUrl: config.databaseOwnerUrl,
    temporalAddress: config.temporalAddress,
    env: {
      DEMO: String(demo),
      ENGINE_SIGNING_KEYS: config.engineSigningKeys.join(','),
      ...(phone ? { TLS_CERT: phone.certFile, TLS_KEY: phone.keyFile } : {}),
    },
    supervise: true,
    onEvent: (text) => say(`  ${text}`),
  });
  const finished = stopOnSignal(starting, calledOff);
  const stack = await starting.catch((error: unknown) => {
    if (!calledOff.signal.aborted) throw error;
  });
  if (stack === undefined || calledOff.signal.aborted) return finished;
  if (demo) await fillTrialDesk(stack, config.dataDir);
  const { apiUrl, temporalUiUrl, logs } = stack;
  const first = firstAdministrator(config.firstPasswordFile);
  say(startBanner({ apiUrl, temporalUiUrl, dataDir: config.dataDir, logs, demo, first }));
  if (forPhones && phone) say(forPhones.phoneText(phone, new URL(stack.apiUrl).port));
  await finished;
}

/** Resolves when everything has been stopped because a signal came or the process above us went away. */
function stopOnSignal(starting: Promise<Stack>, calledOff: AbortController): Promise<void> {
  return new Promise((resolve) => {
    let firstAt: number | undefined;
    const stop = async () => {
      if (firstAt !== undefined) {
        if (Date.now() - firstAt < sameSignalMs) return;
        say('Stopping at once.');
        process.exit(130); // the guards of the children end them
      }
      firstAt = Date.now();
      say('\nStopping: API, worker, Temporal, PostgreSQL. Ctrl-C again to stop at once.');
      calledOff.abort();
      const stack = await Promise.race([starting.catch(() => undefined), sleep(patienceMs)]);
      await stack?.stop();
      say('Stopped. The data are kept; npm start goes on with them.');
      resolve();
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop());
    process.on('disconnect', () => void stop());
  });
}

/** The first cases of a trial desk; its people are set up by the API. */
async function fillTrialDesk({ apiUrl }: Stack, dataDir: string): Promise<void> {
  // Under a certificate of its own (--phone) it is filled by the next start without.
  if (!apiUrl.startsWith('http:')) return;
  await runProgram('trial-desk', [apiUrl, dataDir]).catch((error: Error) =>
    say(`  the trial desk was not filled with cases (${error.message}); it works without them`),
  );
}

/** The first administrator and their one-time password, until they have chosen one of their own. */
function firstAdministrator(file: string): { id: string; password: string } | undefined {
  if (!existsSync(file)) return undefined;
  const [id = '', password = ''] = readFileSync(file, 'utf8').trim().split(' ');
  return { id, password };
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

await main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
process.exit();
