import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode } from '@temporalio/worker';

/** Where the prebuilt workflow code lies; made by `npm run build`, so that a worker starts without a compiler. */
export const bundleFile = fileURLToPath(new URL('../workflow-bundle.js', import.meta.url));

/** Bundles the workflows once for all workers of a version. */
export async function buildBundle(): Promise<string> {
  const { code } = await bundleWorkflowCode({
    workflowsPath: fileURLToPath(new URL('../workflows/index.js', import.meta.url)),
  });
  await writeFile(bundleFile, code);
  return bundleFile;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildBundle();
