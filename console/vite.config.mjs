// How the console is built: into dist/console, with a .gz and a .br beside every file, and the strings of React Aria
// for our two languages only.
import optimizeLocales from '@react-aria/optimize-locales-plugin';
import tailwind from '@tailwindcss/vite';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';

const folder = fileURLToPath(new URL('.', import.meta.url));
const outDir = join(folder, '..', 'dist', 'console');

/** Files of pages that must start without a network: what these load, and what those load when a form is opened. */
const keptPages = /^(field\/|act\/|offline\/|words\/(zh|en)(\.ts|\/field\.ts))|node_modules\/tus-js-client\//;

/** The service worker, with the files of this build that it keeps; it stands at a fixed address. */
const worker = {
  name: 'worker',
  apply: 'build',
  closeBundle() {
    const manifest = JSON.parse(readFileSync(join(outDir, '.vite', 'manifest.json'), 'utf8'));
    const kept = new Set();
    const keep = (key) => {
      const { file, css = [], imports = [], dynamicImports = [] } = manifest[key];
      if (kept.has(`/${file}`)) return;
      for (const name of [file, ...css]) kept.add(`/${name}`);
      for (const name of imports) keep(name);
      for (const name of dynamicImports) if (keptPages.test(name)) keep(name);
    };
    keep('index.html');
    const names = [...kept, '/icon.svg'].sort();
    const version = createHash('sha256').update(names.join()).digest('hex').slice(0, 12);
    const source = readFileSync(join(folder, 'offline', 'worker.js'), 'utf8')
      .replace("['FILES']", JSON.stringify(names))
      .replace('VERSION', version);
    writeFileSync(join(outDir, 'worker.js'), source);
  },
};

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
  plugins: [{ ...optimizeLocales.vite({ locales: ['zh-CN', 'en-US'] }), enforce: 'pre' }, tailwind(), worker, compress],
  build: { outDir, emptyOutDir: true, manifest: true, modulePreload: { polyfill: false } },
  logLevel: 'warn',
};
