// Loaded before a program (`--import`): what it has loaded when it ends is in the file LOADED_PACKAGES, a path a line.
import { appendFileSync } from 'node:fs';
import { createRequire, register } from 'node:module';

const file = process.env['LOADED_PACKAGES'] ?? '';

// ES modules; what is required is only in the cache.
const hooks = `
import { appendFileSync } from 'node:fs';
export async function load(url, context, next) {
  appendFileSync(${JSON.stringify(file)}, process.pid + ' ' + url + '\\n');
  return next(url, context);
}`;
register(`data:text/javascript,${encodeURIComponent(hooks)}`);
process.on('exit', () => {
  for (const path of Object.keys(createRequire(import.meta.url).cache))
    appendFileSync(file, `${process.pid} ${path}\n`);
});
