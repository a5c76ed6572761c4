// A fault put into the shipped rulebook on purpose, to see that the check finds it where it is.
import assert from 'node:assert/strict';
import { join, basename } from 'node:path';
import { checkRulebook } from '../../rulebooks/check.js';
import { rulebookFolder, loadRulebook } from '../../rulebooks/load.js';
import { rulebookFiles, type RulebookFile } from '../../rulebooks/fragments.js';

const folder = join(rulebookFolder, 'property');
export const { rulebook, text } = loadRulebook(folder);
export const files = rulebookFiles(folder).map((one) => ({ ...one, file: basename(one.file) }));

/** The shipped files with one place changed, and the file it stands in. */
export function changedFiles(before: string, after: string): { all: RulebookFile[]; file: string; lines: string[] } {
  assert.equal(
    files.flatMap((one) => one.text.split(before).slice(1)).length,
    1,
    `the text to change stands there once: ${before}`,
  );
  const all = files.map((one) => ({ ...one, text: one.text.replace(before, () => after) }));
  const { file, text: changed } = all.find((one, i) => one.text !== files[i]!.text)!;
  return { all, file, lines: changed.split('\n') };
}

/** The fault that one change makes, in the file and on the line given by what stands there. */
export function faultOf(
  before: string,
  after: string,
  marker = after.split('\n').find((line) => line.trim()) ?? '',
): { message: string; zh: string } {
  const { all, file, lines } = changedFiles(before, after);
  const faults = checkRulebook(all);
  assert.equal(
    faults.length,
    1,
    `one fault expected:\n${faults.map((fault) => `${fault.line}: ${fault.message.en}`).join('\n')}`,
  );
  const fault = faults[0]!;
  assert.equal(fault.file, file);
  assert.ok(
    lines[fault.line - 1]?.includes(marker.trim()),
    `line ${fault.line} is '${lines[fault.line - 1]}', not '${marker.trim()}'`,
  );
  return { message: fault.message.en, zh: fault.message['zh-CN'] };
}
