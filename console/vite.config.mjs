// How the console is built: into dist/console, with a .gz and a .br beside every file, and the strings of React Aria
// for our two languages only.
import optimizeLocales from '@react-aria/optimize-locales-plugin';
import tailwind from '@tailwindcss/vite';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';

const folder = fileURLToPath(new URL('.', import.meta.url));
const outDir = join(folder, '..', 'dist', 'console');

const compress = {
  name: 'compress',
  apply: 'build',
  closeBundle() {
    for (const name of readdirSync(outDir, { recursive: true })) {
      const path = join(outDir, name);
      if (!statSync(path).isFile()) continue;
      const bytes = readFileSync(path);
      writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
      writeFileSync(`${path}.br`, brotliCompressSync(bytes));
    }
  },
};

export default {
  root: folder,
  plugins: [{ ...optimizeLocales.vite({ locales: ['zh-CN', 'en-US'] }), enforce: 'pre' }, tailwind(), compress],
  build: { outDir, emptyOutDir: true, manifest: true, modulePreload: { polyfill: false } },
  logLevel: 'warn',
};
