// The rulebooks as they are shipped.
import { readFileSync } from 'node:fs';
import type { Rulebook } from '../../domain/rulebook/rulebook.js';
import { loadAllRulebooks } from '../../rulebooks/load.js';

/**
 * Read once for all test files by test/runner/rulebooks.ts.
 */
export const shipped: Rulebook[] = readShipped(process.env['BANJIE_TEST_RULEBOOKS']);
export const property: Rulebook = shipped.find(({ name }) => name === 'property')!;

function readShipped(file: string | undefined): Rulebook[] {
  return file
    ? (JSON.parse(readFileSync(file, 'utf8')) as Rulebook[])
    : loadAllRulebooks().map(({ rulebook }) => rulebook);
}
