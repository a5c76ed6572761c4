// Code of the console that needs no browser, as the tests can load it: dist/ holds none of it as modules.
import { transformFile } from '@swc/core';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from '../../config.js';

const target = join(projectRoot, 'dist', 'console-code');

/** The modules of a folder of the console that are not components, compiled with those of `others`; what `file` exports. */
export async function consoleModule<Exports>(folder: string, file: string, others: string[] = []): Promise<Exports> {
  for (const one of [...others, folder]) await compileFolder(one);
  return (await import(join(target, folder, `${file}.js`))) as Exports;
}

async function compileFolder(folder: string): Promise<void> {
  await mkdir(join(target, folder), { recursive: true });
  const names = await readdir(join(projectRoot, 'console', folder));
  for (const name of [...names].filter((one) => one.endsWith('.ts'))) {
    const { code } = await transformFile(join(projectRoot, 'console', folder, name), {
      jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
      module: { type: 'es6' },
    });
    await writeFile(join(target, folder, name.replace(/\.ts$/, '.js')), code);
  }
}
