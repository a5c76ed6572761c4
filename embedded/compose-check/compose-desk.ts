// What docker-compose.yml starts, as processes of this machine: the same programs and scripts with the same settings.
// Only addresses, ports and folders are others. The UI of the engine is left out.
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { projectRoot } from '../../config.js';
import { freePort, isPortFree } from '../ports.js';
import { startPostgres, stopPostgres } from '../postgres.js';
import { removeOnExit, run, sleep, startServer, tail, type RunResult, type ServerProcess } from '../processes.js';
import { waitForAnswer } from '../programs.js';
import { temporalCli } from '../tools.js';
import { readComposeServices, type ComposeService } from './compose-file.js';
import { temporalServerPrograms } from './server-programs.js';

const minute = 60_000;
const loopback = '127.0.0.1';
/** Of every program in the image, by the Dockerfile. */
const imageEnvironment = { NODE_ENV: 'production', MALLOC_ARENA_MAX: '2' };

/** A desk as docker compose would run it. */
export interface ComposeDesk {
  apiUrl: string;
  /** What is /data in the containers. */
  dataDir: string;
  ownerUrl: string;
  temporalAddress: string;
  signingKey: string;
  logOf(service: 'api' | 'worker'): string;
  stopEngine(): Promise<void>;
  /** Resolves when its port answers. */
  startEngine(): Promise<void>;
  /** Runs a module of the image with the settings of the service api. */
  runInImage(module: string, ...args: string[]): Promise<RunResult>;
  /** Ends everything and removes its folder. */
  stop(): Promise<void>;
}

/**
 * Starts it and waits until the desk is ready; on any failure everything is stopped and removed again.
 *
 * @param clock the setting CLOCK, which compose passes on
 * @throws an Error that says what is in the way
 */
export async function startComposeDesk(clock: string, say: (text: string) => void): Promise<ComposeDesk> {
  const secret = () => randomBytes(24).toString('hex');
  const values = {
    POSTGRES_PASSWORD: secret(),
    BANJIE_APP_PASSWORD: secret(),
    TEMPORAL_DB_PASSWORD: secret(),
    ENGINE_SIGNING_KEYS: secret(),
    CLOCK: clock,
  };
  const services = readComposeServices(await readFile(join(projectRoot, 'docker-compose.yml'), 'utf8'), values);
  const version = /^temporalio\/server:(.*)$/.exec(services.get('temporal')?.image ?? '')?.[1];
  if (version === undefined) throw new Error('docker-compose.yml names no version of temporalio/server.');
  const programs = await temporalServerPrograms(version, say);
  const folder = await mkdtemp(join(tmpdir(), 'banjie-compose-'));
  const forget = removeOnExit(folder);
  const dataDir = join(folder, 'data');
  const engineSettings = join(folder, 'engine-settings');
  for (const made of [dataDir, engineSettings]) await mkdir(made);
  const [postgresPort, enginePort, apiPort] = [await freePort(), await freePort(), await freePort()];
  const temporalAddress = `${loopback}:${enginePort}`;
  const servers = new Map<string, ServerProcess>();

  /** The environment of a service, with the addresses and folders of this machine. */
  const environmentOf = ({ environment }: ComposeService): NodeJS.ProcessEnv => {
    const here: Record<string, string> = {
      PGHOST: loopback,
      POSTGRES_SEEDS: loopback,
      DB_PORT: String(postgresPort),
      BIND_ON_IP: loopback,
      HOST: loopback,
      PORT: String(apiPort),
      DATA_DIR: dataDir,
      TEMPORAL_ADDRESS: temporalAddress,
      DYNAMIC_CONFIG_FILE_PATH: join(engineSettings, 'banjie.yaml'),
    };
    const settled = Object.entries(environment).map(([key, value]): [string, string] => [
      key,
      here[key] ?? value.replace('@postgres:5432/', `@${loopback}:${postgresPort}/`),
    ]);
    return { PATH: process.env['PATH'], HOME: folder, PGPORT: String(postgresPort), ...Object.fromEntries(settled) };
  };
  const mustRun = async (name: string, ran: Promise<RunResult>): Promise<void> => {
    const { code, out, timedOut } = await ran;
    if (code === null && !timedOut) throw new Error(`${name} could not be started: ${out}`);
    if (code !== 0) throw new Error(`${name} ${timedOut ? 'took too long' : `ended with exit code ${code}`}:\n${out}`);
  };
  /** Runs a script of embedded/compose in which the paths and addresses of the containers are those of this machine. */
  const runScript = async (name: string, service: ComposeService, path: string, others: [string, string][] = []) => {
    const script = service.entrypoint.at(-1)!.replace('/scripts/', '');
    const text = await readFile(join(projectRoot, 'embedded', 'compose', script), 'utf8');
    const own = join(folder, script);
    await writeFile(
      own,
      others.reduce((made, [from, to]) => {
        if (!made.includes(from)) throw new Error(`embedded/compose/${script} has no ${from} any more.`);
        return made.replaceAll(from, to);
      }, text),
    );
    const env = { ...environmentOf(service), PATH: [path, process.env['PATH']].join(delimiter) };
    await mustRun(name, run('/bin/sh', [own], { cwd: folder, env, timeoutMs: 5 * minute }));
  };
  const runNode = (name: string, service: ComposeService) =>
    startServer(name, process.execPath, service.command, {
      cwd: projectRoot,
      logFile: join(folder, `${name}.log`),
      env: { ...environmentOf(service), ...imageEnvironment },
    });
  const ports: Record<string, string> = { FRONTEND_GRPC_PORT: String(enginePort) };
  for (const name of ['FRONTEND', 'MATCHING', 'HISTORY', 'WORKER'])
    for (const kind of ['MEMBERSHIP', name === 'FRONTEND' ? 'HTTP' : 'GRPC'])
      ports[`${name}_${kind}_PORT`] = String(await freePort());

  const startEngine = async () => {
    const server = startServer('temporal', programs.server, ['start'], {
      cwd: folder,
      logFile: join(folder, 'temporal.log'),
      env: { ...environmentOf(services.get('temporal')!), ...ports },
    });
    servers.set('temporal', server);
    for (const until = Date.now() + 2 * minute; await isPortFree(enginePort); await sleep(100))
      if (server.hasExited() || Date.now() > until)
        throw new Error(`The Temporal server does not answer. The end of its log:\n${tail(server.logFile)}`);
  };

  const starters: Record<string, (service: ComposeService) => Promise<unknown>> = {
    async postgres({ command }) {
      const secretsFile = join(folder, 'secrets.json');
      const passwords = { ownerPassword: values.POSTGRES_PASSWORD, appPassword: values.BANJIE_APP_PASSWORD };
      await writeFile(secretsFile, JSON.stringify(passwords), { mode: 0o600 });
      const { server } = await startPostgres({
        folder: join(folder, 'postgres'),
        port: postgresPort,
        secretsFile,
        logFile: join(folder, 'postgres.log'),
        args: command,
      });
      servers.set('postgres', server);
    },
    'prepare-database': (service) => runScript('prepare-database', service, ''),
    async 'temporal-schema'(service) {
      await mustRun('validate-dynamic-config', run(programs.server, ['validate-dynamic-config', dynamicConfig]));
      await runScript('temporal-schema', service, dirname(programs.sqlTool), [
        ['/dynamic-config.yaml', dynamicConfig],
        ['/engine-settings', engineSettings],
        ['/etc/temporal/schema', programs.schema],
        ['SQL_HOST=postgres', `SQL_HOST=${loopback}`],
        ['SQL_PORT=5432', `SQL_PORT=${postgresPort}`],
      ]);
    },
    temporal: startEngine,
    'temporal-namespace': async (service) => runScript('temporal-namespace', service, dirname(await temporalCli())),
    'temporal-ui': async () => undefined,
    migrate: (service) =>
      mustRun(
        'migrate',
        run(process.execPath, service.command, {
          cwd: projectRoot,
          env: { ...environmentOf(service), ...imageEnvironment },
          timeoutMs: 5 * minute,
        }),
      ),
    worker: async (service) => servers.set('worker', runNode('worker', service)),
    async api(service) {
      servers.set('api', runNode('api', service));
      await waitForAnswer(`http://${loopback}:${apiPort}/healthz`, servers.get('api')!);
    },
  };
  const dynamicConfig = join(projectRoot, 'embedded', 'dynamic-config.yaml');

  const end = async (name: string) => {
    const server = servers.get(name);
    servers.delete(name);
    if (server) await (name === 'postgres' ? stopPostgres(server) : server.stop('SIGTERM', 30_000));
  };
  const stop = async () => {
    for (const name of ['api', 'worker', 'temporal', 'postgres']) await end(name);
    await rm(folder, { recursive: true, force: true });
    forget();
  };
  try {
    for (const [name, service] of services) {
      const start = starters[name];
      if (start === undefined)
        throw new Error(`docker-compose.yml has a service ${name} that this check cannot start.`);
      const begun = Date.now();
      await start(service);
      say(`  ${name}${name === 'temporal-ui' ? ' is left out' : `, ${((Date.now() - begun) / 1000).toFixed(1)} s`}`);
    }
    await waitForAnswer(`http://${loopback}:${apiPort}/readyz`, servers.get('api')!, servers.get('worker')!);
  } catch (error) {
    await stop();
    throw error;
  }
  const api = services.get('api')!;
  return {
    apiUrl: `http://${loopback}:${apiPort}`,
    dataDir,
    ownerUrl: `postgresql://banjie_owner:${values.POSTGRES_PASSWORD}@${loopback}:${postgresPort}/banjie`,
    temporalAddress,
    signingKey: values.ENGINE_SIGNING_KEYS,
    logOf: (service) => join(folder, `${service}.log`),
    stopEngine: () => end('temporal'),
    startEngine,
    runInImage: (module, ...args) =>
      run(process.execPath, [join('dist', module), ...args], {
        cwd: projectRoot,
        env: { ...environmentOf(api), ...imageEnvironment },
        timeoutMs: 2 * minute,
      }),
    stop,
  };
}
