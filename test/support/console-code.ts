// Code of the console that needs no browser, as the tests can load it: dist/ holds none of it as modules.
import { transformFile } from '@swc/core';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from '../../config.js';

/** The modules of a folder of the console that are not components, compiled; what `file` exports. */
export async function consoleModule<Exports>(folder: string, file: string): Promise<Exports> {
  const target = join(projectRoot, 'dist', 'console-code', folder);
  await mkdir(target, { recursive: true });
  const names = await readdir(join(projectRoot, 'console', folder));
  for (const name of [...names].filter((one) => one.endsWith('.ts'))) {
    const { code } = await transformFile(join(projectRoot, 'console', folder, name), {
      jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
      module: { type: 'es6' },
    });
    await writeFile(join(target, name.replace(/\.ts$/, '.js')), code);
  }
  return (await import(join(target, `${file}.js`))) as Exports;
}
