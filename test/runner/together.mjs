// A test file has a realm of its own, in which it loads the whole program anew: 2.4 s of processor before its first
// test. When all tests run, the small files of a folder are therefore loaded by one file, which is made here.
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sequencer from './sequencer.cjs';

const tests = join(dirname(fileURLToPath(import.meta.url)), '../../dist/test');
/** The folders, with what one such file may take by the estimate of the sequencer: of browser tests two or three. */
const folders = { api: 40, browser: 100, domain: 40, ledger: 40, workflow: 40 };
/** Of these a neighbour would feel something: hooks outside a describe, and settings of the process. */
const needsOwnRealm = /^(before|after)(All|Each)\(|process\.env\.\w+ =|process\.env\[\w+\] =|\bdelete process\.env/m;

/**
 * Writes dist/test/together/FOLDER-N.test.js; the files that these load, seen from dist/test, without '.test.js'. What
 * matches `apart` (a pattern on the whole path) or takes long by itself is left alone.
 */
export function writeTogether(apart) {
  const folder = join(tests, 'together');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  return Object.entries(folders).flatMap(([name, seconds]) => {
    const small = readdirSync(join(tests, name))
      .filter((file) => file.endsWith('.test.js'))
      .sort()
      .map((file) => join(tests, name, file))
      .filter(
        (path) =>
          !apart.test(path) &&
          !(sequencer.isLong(path) && name !== 'browser') &&
          !needsOwnRealm.test(readFileSync(path, 'utf8')),
      );
    const groups = [];
    let filled = seconds;
    for (const path of small) {
      if (filled >= seconds) {
        groups.push([]);
        filled = 0;
      }
      groups.at(-1).push(path);
      filled += sequencer.estimate(path);
    }
    groups.forEach((group, index) =>
      writeFileSync(
        join(folder, `${name}-${index + 1}.test.js`),
        group.map((path) => `import '..${path.slice(tests.length).replaceAll('\\', '/')}';\n`).join(''),
      ),
    );
    return small.map((path) => path.slice(tests.length + 1).replace(/\.test\.js$/, ''));
  });
}
