import { describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { checkRulebook } from '../../rulebooks/check.js';
import { rulebookFiles, rulebookText } from '../../rulebooks/fragments.js';
import { rulebookPaths } from '../../rulebooks/load.js';
import { findYamlBound, yamlBounds, type YamlBounds } from '../../rulebooks/yaml-bounds.js';

const texts: [bound: keyof YamlBounds, counted: number, text: string, line: number][] = [
  ['characters', 20, 'a: 1234567890123456\n', 1],
  ['documents', 30, '--- a\n'.repeat(30), 30],
  ['depth', 30, `a:\n  ${'['.repeat(20)}${']'.repeat(20)}`, 2],
  ['aliases', 25, `a: &a 1\nb:\n${'- *a\n'.repeat(25)}`, 27],
  ['pieces', 202, '- a\n'.repeat(40), 40],
];

describe('texts of rulebooks: what unfolds is refused at a bound, with the line', () => {
  it.each(texts)('%s', (bound, counted, text, line) => {
    const most = Array.from({ length: counted + 1 }, (_, n) => n).find(
      (n) => findYamlBound(text, { ...yamlBounds, [bound]: n }) === undefined,
    );
    assert.ok(most !== undefined && most > counted / 2, `it has ${most} ${bound}`);
    const found = findYamlBound(text, { ...yamlBounds, [bound]: most - 1 });
    assert.equal(found?.line, line);
    assert.match(found.message.en, new RegExp(`more than ${most - 1} .+: divide it`));
    assert.match(found.message['zh-CN'], new RegExp(`超过 ${most - 1} .+，请`));
  });

  it('depth is counted in blocks, flows and explicit keys', () => {
    for (const text of ['- '.repeat(90), '['.repeat(90), '{a: '.repeat(90), '? '.repeat(90)])
      assert.match(findYamlBound(text)!.message.en, /64 levels/, text.slice(0, 8));
  });

  it('the check of a rulebook says it, before anything is built', () => {
    const [fault, ...more] = checkRulebook([{ file: 'text', text: '--- a\n'.repeat(101) }]);
    assert.equal(more.length, 0);
    assert.deepEqual([fault!.file, fault!.line], ['text', 101]);
    assert.match(fault!.message.en, /more than 100 documents/);
  });

  it('aliases of aliases that unfold without end are a fault of the text', () => {
    const lines = ['a0: &a0 [x, x]'];
    for (let i = 1; i < 12; i += 1)
      lines.push(
        `a${i}: &a${i} [${Array(3)
          .fill(`*a${i - 1}`)
          .join(', ')}]`,
      );
    assert.match(checkRulebook([{ file: 'text', text: lines.join('\n') }])[0]!.message.en, /alias/i);
  });

  it('what is shipped is far below every bound', () => {
    const tenth = Object.fromEntries(Object.entries(yamlBounds).map(([name, most]) => [name, most / 4])) as never;
    for (const path of rulebookPaths())
      assert.equal(findYamlBound(rulebookText(rulebookFiles(path)), tenth), undefined);
  });
});
