// A rulebook is written in several files and read as one text.
import { test } from '@jest/globals';
import assert from 'node:assert/strict';
import { checkRulebook } from '../../rulebooks/check.js';
import { readRulebook } from '../../rulebooks/load.js';
import { text, rulebook, files } from '../support/rulebook-fault.js';

test('the files of a rulebook are one text, which reads back as the same rulebook', () => {
  assert.deepEqual(readRulebook(text), rulebook);
  assert.deepEqual(checkRulebook([{ file: 'upload', text }]), []);
  for (const { file } of files) assert.ok(text.includes(`--- # ${file}\n`), file);
  const wrong = text.replace('extensionApprover: company-manager', 'extensionApprover: nobody');
  const [fault] = checkRulebook([{ file: 'upload', text: wrong }]);
  assert.equal(wrong.split('\n')[fault!.line - 1]?.trim(), 'extensionApprover: nobody', 'lines of the whole text');
});

test('one kind may be spread over files; what two files say is a fault that names both places', () => {
  assert.ok(rulebook.kinds['complaint']!.clocks.length && rulebook.kinds['complaint']!.notifyRules.length);
  const more = (yaml: string) => checkRulebook([...files, { file: 'z.yaml', text: `# more\n${yaml}\n` }]);
  const place = (file: string, start: string) =>
    `${file}:${
      files
        .find((one) => one.file === file)!
        .text.split('\n')
        .findIndex((line) => line.startsWith(start)) + 1
    }`;
  for (const [yaml, key, line, before] of [
    ['version: "4"', 'version', 2, place('rulebook.yaml', 'version:')],
    ['kinds:\n  repair:\n    prefix: XX', 'prefix', 4, place('repair.yaml', '    prefix:')],
    ['clauses:\n  P-2:\n    notYet: true', 'P-2', 3, place('clauses.yaml', '  P-2:')],
    ['roles:\n  guard: { name: { zh-CN: 甲, en: a } }', 'guard', 3, place('rulebook.yaml', '  guard:')],
    ['kinds: 7', 'kinds', 2, place('complaint-notify-rules.yaml', 'kinds:')],
  ] as const) {
    const [fault, ...others] = more(yaml);
    assert.deepEqual(
      [fault!.file, fault!.line, fault!.message.en, others],
      ['z.yaml', line, `'${key}' stands in ${before} already: keep one of them.`, []],
    );
    assert.match(fault!.message['zh-CN'], new RegExp(`${before} 已经写过`));
  }
  assert.deepEqual(more(''), [], 'a file of comments says nothing');
  assert.match(more('- a list')[0]!.message.en, /is made of keys/);
});
