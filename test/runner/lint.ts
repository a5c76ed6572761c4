// The two lints, each counted as one test: style and mistakes (oxlint), and who may import whom (dependency-cruiser).
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../../embedded/processes.js';
import type { FileResult } from './counts.js';

// The folders of the house; those that do not exist yet are left out.
const folders = [
  'domain', 'ledger', 'database', 'workflows', 'activities', 'temporal', 'api', 'worker', 'embedded', 'demo', 'import', 'rulebooks', 'tables', 'print', 'reports', 'test', 'bench', 'config.ts',
];

/** Runs both lints. */
export async function lint(root: string): Promise<FileResult> {
  const present = folders.filter((name) => existsSync(join(root, name)));
  const modules = join(root, 'node_modules');
  const result: FileResult = { file: 'lint', passed: 0, failures: [], skipped: [], durationMs: 0, output: '' };
  const startedAt = Date.now();
  const checks: [name: string, program: string, args: string[]][] = [
    ['the code has no finding of oxlint', join(modules, 'oxlint/bin/oxlint'), ['--deny-warnings', ...present]],
    ['every import is one that DESIGN allows', join(modules, 'dependency-cruiser/bin/dependency-cruise.mjs'),
      ['--config', '.dependency-cruiser.cjs', ...present]],
  ];
  for (const [name, program, args] of checks) {
    const { code, out } = await run(process.execPath, [program, ...args], { cwd: root, timeoutMs: 300_000 });
    if (code === 0) result.passed++;
    else result.failures.push({ file: 'lint', name, detail: out });
  }
  result.durationMs = Date.now() - startedAt;
  return result;
}
