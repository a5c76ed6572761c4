// Characters that nobody sees, and characters that stand elsewhere than where one looks for them.
import { describe, test } from '@jest/globals';
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { keptText } from '../../../domain/case/input-values.js';
import { cleanLine } from '../../../tables/read/clean-text.js';
import { comparedText, plainText } from '../../../domain/words/plain-text.js';
import { nameKey } from '../../../domain/words/person-name.js';

describe('case 12: what nobody sees', () => {
  test.each([
    ['王\u200b秀\u200b英', '王秀英'],
    ['电\u00ad梯间漏\ufeff水', '电梯间漏水'],
    ['\u202d13800000007\u202c', '13800000007'],
    ['5\u200b栋2单元', '5栋2单元'],
    ['彭涛\u200b', '彭涛'],
    ['王\u3164秀\u115f英\u180e\u034f\u2060\u061c\ufffc\u2800\ufff9', '王秀英'],
  ])('%j is read as %j', (written, meant) => {
    assert.equal(plainText(written), meant);
    assert.equal(comparedText(written), comparedText(meant));
    // One reading for what is typed and for what stands in a table.
    assert.equal(keptText(` ${written} `), cleanLine(written));
  });

  test('what makes one picture of several characters stays, and so does the picture that somebody chose', () => {
    for (const seen of [
      '👨\u200d👩\u200d👧',
      '🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}',
      '❤\ufe0f',
      '葛\u{e0100}',
      '1\ufe0f\u20e3',
    ])
      assert.equal(plainText(`看${seen}。`), `看${seen}。`);
    assert.equal(plainText('王\u200d秀\u{e0041}英'), '王秀英');
    assert.equal(comparedText('葛\u{e0100}'), '葛', 'it is the same character all the same');
  });

  test('lines, spaces and what can be seen stay; nothing throws, twice is once', () => {
    assert.equal(plainText('一楼\n二楼\t三楼　四楼'), '一楼\n二楼\t三楼　四楼');
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
        assert.equal(plainText(plainText(text)), plainText(text));
        assert.equal(comparedText(comparedText(text)), comparedText(text));
      }),
      { numRuns: 2000 },
    );
  });
});

describe('case 15: names', () => {
  test.each([
    [
      '阿卜杜勒·热合曼',
      [
        '阿卜杜勒热合曼',
        '阿卜杜勒•热合曼',
        '阿卜杜勒.热合曼',
        '阿卜杜勒．热合曼',
        '阿卜杜勒 热合曼',
        '阿卜杜勒‧热合曼',
        '阿卜杜勒・热合曼',
        '阿卜杜勒･热合曼',
        '阿卜杜勒\u0387热合曼',
        '阿卜杜勒\u200b·热合曼',
        '阿卜杜勒●热合曼',
      ],
    ],
    ['买买提・吐尔逊', ['买买提·吐尔逊', '买买提吐尔逊']],
    ['赵䶮', ['赵\ue863']],
    ['㧏', ['\ue827']],
    ['𠂉', ['\ue817']],
    ['民', ['⺠']],
    ['龙', ['⻰']],
    ['金', ['⾦', '金']],
  ])('%s is also written %j', (name, others) => {
    for (const other of others) assert.equal(nameKey(other), nameKey(name), other);
  });

  test('all eighty characters that GBK kept for private use are read, each as another', () => {
    const all = Array.from({ length: 80 }, (_, at) => plainText(String.fromCharCode(0xe815 + at)));
    assert.equal(new Set(all).size, 80);
    assert.ok(all.every((one) => !/\p{Co}/u.test(one) && [...one].length === 1));
    // The decoder of the platform is a second source for those that it knows.
    const decoder = new TextDecoder('gb18030');
    const bytes = Array.from({ length: 81 }, (_, at) => 0x50 + at).filter((low) => low !== 0x7f);
    const known = bytes.map((low) => decoder.decode(new Uint8Array([0xfe, low])));
    assert.ok(known.filter((one) => !/\p{Co}/u.test(one)).length >= 60);
    for (const [at, one] of known.entries()) if (!/\p{Co}/u.test(one)) assert.equal(all[at], one);
    assert.equal(plainText('\ue000\uf8ff'), '\ue000\uf8ff', 'what stands for nothing known stays');
  });
});
