// The entry of every npm script. Needs nothing but Node.js: it installs, builds and then runs what was asked for.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { asksForHelp, helpOf } from './help.mjs';
import { takeLock, isAlive } from './lockfile.mjs';
import { buildAll, install, linkDatabaseLibraries, read, root, printLine } from './set-up.mjs';

/** What each command runs once everything is built: a module, seen from dist/. */
const commands = {
  start: ['embedded/start.js'],
  test: ['../node_modules/jest/bin/jest.js'],
  demo: ['embedded/demo.js'],
  bench: ['bench/run.js'],
  verify: ['embedded/verify.js'],
  proof: ['embedded/proof.js'],
  backup: ['upkeep/backup-cli.js'],
  restore: ['upkeep/restore-cli.js'],
  reconcile: ['upkeep/reconcile-cli.js'],
  doctor: ['upkeep/doctor-cli.js'],
  erase: ['embedded/erase.js'],
  figures: ['embedded/figures.js'],
  import: ['import/cli.js'],
  rulebook: ['rulebooks/cli.js'],
  clauses: ['test/runner/clauses.js'],
  token: ['embedded/token.js'],
  'compose:check': ['embedded/compose-check/run.js'],
  build: [],
};

/** ES modules are still an experiment of Node's vm, in which jest runs tests. */
const jestFlags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];

const oldestNode = [20, 19];
/** What the last line says where the tests have died before they could be counted. */
const noSums = '0 passed, 1 failed';

/** The exit code of the command. */
async function main(name, args) {
  if (asksForHelp(name, args) && !hasLongerHelp(name)) {
    process.stdout.write(`${helpOf(name)}\n`);
    return 0;
  }
  const command = commands[name];
  if (command === undefined)
    throw new Error(`Unknown command "${name ?? ''}". Known: ${Object.keys(commands).join(', ')}.`);
  mkdirSync(join(root, 'dist'), { recursive: true });
  const { release } = await takeLock(join(root, 'dist', '.lock'), {
    onWait: ({ pid }) => printLine(`another command (process ${pid}) is installing or building here; waiting for it`),
  });
  try {
    await install();
    await linkDatabaseLibraries();
    await buildAll();
  } finally {
    await release();
  }
  const [module] = name === 'rulebook' && args[0] === 'publish' ? ['embedded/publish-rulebook.js'] : command;
  if (module === undefined) return 0;
  if (name === 'start') return runHere(module, args);
  return name === 'test' ? runTests(module, args) : runModule(module, args);
}

/** The import's own help is long; it needs the build. */
function hasLongerHelp(name) {
  return (
    name === 'import' &&
    existsSync(join(root, 'node_modules', '.banjie-lock')) &&
    existsSync(join(root, 'dist', '.built'))
  );
}

/** Runs jest. The last line is the sums that its reporter sends (test/runner/sums.ts). */
async function runTests(module, args) {
  let sums = noSums;
  const code = await runModule(module, args, {
    flags: jestFlags,
    onMessage: (message) => {
      if (typeof message?.sums === 'string') sums = message.sums;
    },
  });
  process.stdout.write(`${sums}\n`);
  return code;
}

/** Runs a module of dist/ in this process, which would else only wait beside it for as long as the desk runs. */
async function runHere(module, args) {
  const path = pathOf(module);
  process.argv = [process.execPath, path, ...args];
  watchNpm(() => process.emit('SIGTERM'));
  await import(pathToFileURL(path));
  return process.exitCode ?? 0;
}

function pathOf(module) {
  const path = join(root, 'dist', module);
  if (!existsSync(path))
    throw new Error(`${relative(root, path)} is not there: this command is not part of this version.`);
  return path;
}

/**
 * Runs a module of dist/ as a child; its exit code. It is stopped when this process is, also when this one is killed (by
 * the IPC channel).
 */
function runModule(module, args, { flags = [], onMessage } = {}) {
  const path = pathOf(module);
  const child = spawn(process.execPath, ['--enable-source-maps', ...flags, path, ...args], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  if (onMessage) child.on('message', onMessage);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  watchNpm(() => child.kill('SIGTERM'));
  return new Promise((resolve, reject) => {
    child.on('error', (error) => reject(new Error(`${relative(root, path)} could not be started: ${error.message}`)));
    // 'close' and not 'exit': what it has sent is here by then.
    child.on('close', (code, signal) =>
      resolve(signal === null ? (code ?? 1) : 128 + ({ SIGHUP: 1, SIGINT: 2, SIGKILL: 9, SIGTERM: 15 }[signal] ?? 1)),
    );
  });
}

/** An npm killed with -9 sends no signal, and a shell may stand between it and us: ask every second whether it lives. */
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

const [major, minor] = process.versions.node.split('.').map(Number);
const [name, ...args] = process.argv.slice(2);
try {
  if (major < oldestNode[0] || (major === oldestNode[0] && minor < oldestNode[1]))
    throw new Error(
      `Banjie needs Node.js ${oldestNode.join('.')} or newer; this is ${process.versions.node}. Install a newer one and try again.`,
    );
  process.exitCode = await main(name, args);
} catch (error) {
  printLine(error.message);
  if (name === 'test') process.stdout.write(`${noSums}\n`);
  process.exitCode = 1;
}
process.exit();
