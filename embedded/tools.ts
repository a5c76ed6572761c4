// Where the programs come from that no npm package carries: the Temporal CLI (the server of `npm start`, `npm test` and
// `npm run bench`) and the time-skipping test server (workflow tests).
import { access, chmod, constants, mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withLock } from './lock.js';
import { freePort, isPortFree } from './ports.js';
import { sleep, run, startServer, tail } from './processes.js';

const minute = 60_000;

/** One program: how it is found, checked, downloaded and built. */
interface Tool {
  title: string;
  /** The environment variable that names a copy of it. */
  variable: string;
  program: string;
  /** Name and version: its folder in the cache. */
  key: string;
  vendorKind: 'cli' | 'test-server';
  vendorVersion: string;
  /** A sentence if this file cannot be used. */
  fault(path: string): Promise<string | undefined>;
  /** What building it does and how long that may take. */
  buildNotice: string;
  /** Puts the program and what it needs into an empty folder; a sentence if that is impossible here. */
  build(folder: string): Promise<string | undefined>;
}

const temporalCliTool: Tool = {
  title: 'the Temporal CLI',
  variable: 'TEMPORAL_CLI',
  program: process.platform === 'win32' ? 'temporal.exe' : 'temporal',
  key: 'temporal-cli-1.5.1',
  vendorKind: 'cli',
  vendorVersion: 'v1.5.1',
  async fault(path) {
    const { code, out } = await run(path, ['--version'], { timeoutMs: minute });
    if (code !== 0) return `"${path} --version" failed: ${firstLine(out)}`;
    const [, major = '0', minor = '0'] = /Server (\d+)\.(\d+)/.exec(out) ?? [];
    const recent = Number(major) > 1 || (Number(major) === 1 && Number(minor) >= 28);
    return recent ? undefined : `"${path}" is too old (${firstLine(out)}); its server must be 1.28 or newer`;
  },
  buildNotice: 'building it with Go; this takes about three minutes on two cores, once',
  async build(folder) {
    if ((await findOnPath('go')) === undefined) return 'there is no Go on PATH (1.21 or newer) to build it with';
    const { code, out } = await run('go', ['install', 'github.com/temporalio/cli/cmd/temporal@v1.5.1'], {
      env: { ...process.env, GOBIN: folder, GOFLAGS: '-mod=mod' },
      timeoutMs: 30 * minute,
    });
    return code === 0 ? undefined : `"go install" failed: ${lastLine(out)}`;
  },
};

const testServerTool: Tool = {
  title: 'the time-skipping Temporal test server',
  variable: 'TEMPORAL_TEST_SERVER',
  program: 'temporal-test-server',
  key: 'temporal-test-server-1.38.0',
  vendorKind: 'test-server',
  vendorVersion: 'v1.38.0',
  async fault(path) {
    const folder = await mkdtemp(join(tmpdir(), 'banjie-check-'));
    const port = await freePort();
    const server = startServer('test-server', path, [String(port)], { logFile: join(folder, 'log') });
    try {
      for (const until = Date.now() + minute; Date.now() < until && !server.hasExited(); await sleep(50)) {
        if (!(await isPortFree(port))) return undefined;
      }
      const how = server.hasExited() ? `it ${await server.exited}` : 'it did not listen within a minute';
      return `"${path} ${port}" does not serve: ${how}: ${firstLine(tail(server.logFile))}`;
    } finally {
      await server.stop('SIGTERM', 5_000);
      await rm(folder, { recursive: true, force: true });
    }
  },
  buildNotice: 'fetching it and its libraries with Maven; this takes up to a minute, once',
  async build(folder) {
    const [java, maven] = [await findOnPath('java'), await findOnPath('mvn')];
    if (java === undefined) return 'there is no Java runtime on PATH (11 or newer)';
    if (maven === undefined) return 'there is a Java runtime but no Maven ("mvn") on PATH to fetch it with';
    await writeFile(join(folder, 'pom.xml'), pom);
    const { code, out } = await run(
      'mvn',
      ['-q', '-B', 'dependency:copy-dependencies', `-DoutputDirectory=${join(folder, 'libs')}`],
      {
        cwd: folder,
        timeoutMs: 20 * minute,
      },
    );
    if (code !== 0) return `"mvn dependency:copy-dependencies" failed: ${firstLine(out)}`;
    const script = join(folder, 'temporal-test-server');
    await writeFile(
      script,
      '#!/bin/sh\nexec java -cp "$(dirname "$0")/libs/*" io.temporal.testserver.TestServer "$@"\n',
    );
    await chmod(script, 0o755);
    return undefined;
  },
};

const pom = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>banjie</groupId><artifactId>test-server</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>io.temporal</groupId><artifactId>temporal-test-server</artifactId><version>1.38.0</version></dependency>
  </dependencies>
</project>
`;

/**
 * The path of a working Temporal CLI (with its dev server), fetched or built if need be.
 *
 * @throws one Error naming every way that was tried
 */
export function temporalCli(): Promise<string> {
  return provide(temporalCliTool);
}

/**
 * The path of a working time-skipping test server, for `TestWorkflowEnvironment.createTimeSkipping` as an existing
 * path.
 *
 * @throws one Error naming every way that was tried
 */
export function temporalTestServer(): Promise<string> {
  return provide(testServerTool);
}

async function provide(tool: Tool): Promise<string> {
  const tried: string[] = [];
  const named = process.env[tool.variable];
  if (named !== undefined && named !== '') {
    const fault = await tool.fault(named);
    if (fault === undefined) return named;
    // A program that was named must be that one: going on with another would hide the mistake.
    throw new Error(
      `${tool.variable} names a program that cannot be used: ${fault}. Correct the variable or unset it.`,
    );
  }
  tried.push(`the variable ${tool.variable} is not set`);

  const onPath = await findOnPath(tool.program);
  if (onPath !== undefined) {
    const fault = await tool.fault(onPath);
    if (fault === undefined) return onPath;
    tried.push(fault);
  } else {
    tried.push(`no "${tool.program}" on PATH`);
  }

  const home = await cacheHome();
  const folder = join(home, tool.key);
  const cached = join(folder, tool.program);
  const notice = ({ pid }: { pid: number }) =>
    say(`another command (process ${pid}) is fetching ${tool.title}; waiting for it`);
  return withLock(
    `${folder}.lock`,
    async () => {
      if (existsSync(cached)) {
        const fault = await tool.fault(cached);
        if (fault === undefined) return cached;
        tried.push(fault);
        await rm(folder, { recursive: true, force: true });
      } else {
        tried.push(`not in the cache (${cached})`);
      }
      for (const left of await readdir(home)) {
        // of a killed run
        if (left.startsWith(`${tool.key}.new-`)) await rm(join(home, left), { recursive: true, force: true });
      }
      for (const fill of [download, build]) {
        const draft = await mkdtemp(`${folder}.new-`);
        try {
          const fault = (await fill(tool, draft)) ?? (await tool.fault(join(draft, tool.program)));
          if (fault === undefined) {
            await rename(draft, folder); // all or nothing: a killed run leaves no half program behind
            return cached;
          }
          tried.push(fault);
        } finally {
          await rm(draft, { recursive: true, force: true });
        }
      }
      throw new Error(
        `Banjie needs ${tool.title} and found no way to it. Tried:\n${tried.map((way) => `  - ${way}`).join('\n')}\n` +
          `Any one of these will do; the simplest is to install it and set ${tool.variable} to its path.`,
      );
    },
    notice,
  );
}

async function download(tool: Tool, folder: string): Promise<string | undefined> {
  say(`${tool.title} is not on this machine: trying the vendor's download (up to 3 minutes)`);
  const script = fileURLToPath(new URL('vendor-download.js', import.meta.url));
  const ran = await run(process.execPath, [script, tool.vendorKind, tool.vendorVersion, folder], {
    timeoutMs: 3 * minute,
  });
  const [file] = await readdir(folder);
  if (ran.code === 0 && file !== undefined) {
    await rename(join(folder, file), join(folder, tool.program));
    return undefined;
  }
  return `the vendor's download failed: ${ran.timedOut ? 'no answer in 3 minutes' : lastLine(ran.out)}`;
}

async function build(tool: Tool, folder: string): Promise<string | undefined> {
  say(`that failed; ${tool.buildNotice}`);
  const startedAt = Date.now();
  const fault = await tool.build(folder);
  if (fault === undefined) say(`done in ${Math.round((Date.now() - startedAt) / 1000)} s`);
  return fault;
}

async function cacheHome(): Promise<string> {
  const folder = join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'banjie');
  await mkdir(folder, { recursive: true });
  return folder;
}

async function findOnPath(program: string): Promise<string | undefined> {
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    const path = join(folder, program);
    const usable =
      folder !== '' &&
      (await access(path, constants.X_OK).then(
        () => true,
        () => false,
      ));
    if (usable) return path;
  }
  return undefined;
}

function firstLine(text: string): string {
  return text.trim().split('\n')[0]?.slice(0, 300) ?? '';
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1)?.slice(-300) ?? '';
}

function say(text: string): void {
  process.stderr.write(`banjie: ${text}\n`);
}
