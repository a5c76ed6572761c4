import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { projectRoot } from '../config.js';

const built = fileURLToPath(new URL('..', import.meta.url));

/** Where the prebuilt workflow code lies; made by `npm run build`, so that a worker starts without a compiler. */
export const bundleFile = join(built, 'workflow-bundle.js');

/** Throws a sentence that says what to do where the bundle was not built from the code next to it. */
export function refuseForeignBundle(): void {
  const digest = digestInBundle();
  if (digest === undefined) throw new Error(`${bundleFile} is not there or has no digest: run "npm run build".`);
  if (digest !== digestOfCode())
    throw new Error(`${bundleFile} was built from other code than this worker: run "npm run build".`);
}

/** Bundles the workflows once for all workers of a version, unless the bundle that is there came from the same code. */
export async function buildBundle(): Promise<void> {
  const digest = digestOfCode();
  if (digestInBundle() === digest) return;
  const { bundleWorkflowCode } = await import('@temporalio/worker');
  const { code } = await bundleWorkflowCode({
    workflowsPath: join(built, 'workflows', 'index.js'),
    workflowInterceptorModules: [join(built, 'workflows', 'signal-names.js')],
  });
  // Before the source map, which must come last; a line at the top would shift every line the map names.
  const mapAt = code.lastIndexOf(mapMark);
  await writeFile(bundleFile, `${code.slice(0, mapAt)}${digestMark}${digest}\n${withoutSources(code.slice(mapAt))}`);
}

/** The lines of the map are enough: a worker would keep the sources in memory, several times over. */
function withoutSources(mapComment: string): string {
  const map = JSON.parse(Buffer.from(mapComment.slice(mapMark.length), 'base64').toString()) as object;
  const smaller = JSON.stringify({ ...map, sourcesContent: undefined });
  return `${mapMark}${Buffer.from(smaller).toString('base64')}`;
}

const mapMark = '//# sourceMappingURL=data:application/json;charset=utf-8;base64,';

const digestMark = '// banjie: built from ';

function digestInBundle(): string | undefined {
  if (!existsSync(bundleFile)) return undefined;
  const code = readFileSync(bundleFile, 'utf8');
  const at = code.lastIndexOf(digestMark);
  return at < 0 ? undefined : code.slice(at + digestMark.length).split('\n', 1)[0];
}

/** Of all compiled code that can be in the bundle, and of the packages by their exact versions. */
function digestOfCode(): string {
  const { dependencies } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  const hash = createHash('sha256').update(JSON.stringify(dependencies));
  for (const folder of ['workflows', 'domain']) {
    const files = readdirSync(join(built, folder), { recursive: true, encoding: 'utf8' });
    for (const file of [...files].filter((path) => path.endsWith('.js')).sort())
      hash.update(file).update(readFileSync(join(built, folder, file)));
  }
  return hash.digest('hex');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildBundle();
