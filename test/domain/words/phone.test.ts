// Phones as people write them: what is one number, what another, what an SMS reaches, what is searched.
import { describe, test } from '@jest/globals';
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { phoneHint, phoneKeys, phoneQuery, readPhones, smsAddress } from '../../../domain/words/phone.js';

const found = (written: string, asked: string): boolean => {
  const query = phoneQuery(asked);
  const keys = phoneKeys(written);
  return (
    !!query &&
    (query.keys.some((key) => keys.includes(key)) ||
      keys.some((key) => query.lastFour !== undefined && key.endsWith(query.lastFour)))
  );
};

describe('case 03: a phone', () => {
  test.each([
    ['139-1234-5678', ['13912345678', '139 1234 5678', '+86 139-1234-5678', '5678', '0086 13912345678'], '13912345678'],
    ['136 8765 4321', ['13687654321'], '13687654321'],
    ['+86 137 1111 2222', ['13711112222', '137-1111-2222'], '+8613711112222'],
    ['(+86)13711112223', ['13711112223'], '+8613711112223'],
    ['8673186667771', ['073186667771', '0731-86667771', '86667771'], null],
    ['1 3 9 0 0 1 2 3 4 5 6', ['13900123456'], '13900123456'],
    ['13,900,123,451', ['13900123451'], '13900123451'],
    ['[139]0012-3454', ['13900123454', '3454'], '13900123454'],
    ['【139】0012-3455', ['尾号3455', '*3455', '后四位：3455', '139****3455'], '13900123455'],
    ['8613800000005', ['13800000005'], '13800000005'],
    ['１３８０００００００６', ['13800000006', '0006', '１３８０００００００６'], '13800000006'],
    ['\u202d13800000007\u202c', ['13800000007'], '13800000007'],
    ['13800000008（王先生）', ['13800000008', '13800000008 王先生'], '13800000008'],
    ['王先生：13800000009，备用13900000009', ['13800000009', '13900000009'], '13800000009'],
    ['13511112222/0731-84445555', ['13511112222', '073184445555', '84445555'], '13511112222'],
    ['0731-84445555 13511112222', ['13511112222', '0731 84445555'], '13511112222'],
    ['1351111222213900000001', ['13511112222', '13900000001'], '13511112222'],
    ['138–0000–0010', ['13800000010'], '13800000010'],
    ['138.0000.0011', ['13800000011'], '13800000011'],
    ['013800000018', ['13800000018'], '13800000018'],
    ['8-2-501 13800000019', ['13800000019'], '13800000019'],
    ['0731-8888888转801', ['07318888888', '0731-8888888', '8888888', '0731-8888888转801', '0731 8888888-801'], null],
    ['0731-88888888-801', ['073188888888', '0731-88888888转801'], null],
    ['(0731)86667777', ['073186667777', '0731-86667777', '86667777', '+86 731 86667777'], null],
    ['0731—8666 7778', ['073186667778'], null],
    ['010-62345678', ['01062345678', '62345678', '+86 10 6234 5678'], null],
    ['（010）62345679', ['01062345679'], null],
    ['021 6234 5678', ['02162345678'], null],
    ['86667777', ['86667777', '0731-86667777'], null],
    ['400-810-8888', ['4008108888', '400 8108888'], null],
    ['95598', ['95598'], null],
    ['0731-96777', ['073196777', '0731-96777'], null],
    ['+852 9123 4567', ['+85291234567', '00852 91234567'], '+85291234567'],
    ['+1 415 555 2671', ['+14155552671'], '+14155552671'],
    ['13800000020转1234', ['13800000020', '13800000020转1234'], null],
    ['座机没有，联系13800000021', ['13800000021'], '13800000021'],
  ])('%s is found by %j and told by %s', (written, asked, told) => {
    for (const one of asked) assert.ok(found(written, one), `${one}: ${phoneKeys(written).join(' ')}`);
    assert.equal(smsAddress(written), told);
  });

  test.each([
    ['13912345678', '13912345679'],
    ['0731-86667777', '0732-86667777'],
    ['0731-8888888转801', '0731-8888888转802'],
    ['0731-86667777', '86667778'],
    ['13912345678', '12345678'],
    ['13912345678', '1391'],
    ['王女士', '13912345678'],
    ['5-2-301', '52301'],
  ])('%s is not found by %s', (written, asked) => assert.ok(!found(written, asked), phoneKeys(written).join(' ')));

  test('what is no phone is no search for one', () => {
    for (const text of ['', '王秀英', '电梯漏水', 'PC-2026-000123', '5栋2单元', '12', 'wifi', '2026-01-05 漏水'])
      assert.equal(phoneQuery(text), null, text);
  });

  test('a number that cannot be one gets a hint in both languages, whatever can be called does not', () => {
    assert.match(phoneHint('1380000000')!.en, /11 digits, this one has 10/);
    assert.match(phoneHint('138000000001')!['zh-CN'], /11 位，此号码为 12 位/);
    assert.match(phoneHint('不详')!.en, /no number that could be called/);
    assert.ok(phoneHint('123456789'));
    for (const fine of [
      '13800000001',
      '1370000011113700000112',
      '0731-8888888转801',
      '86667777',
      '+1 415 555 2671',
      '95598',
      '400-810-8888',
      'a@b.test',
      '110',
    ])
      assert.equal(phoneHint(fine), undefined, fine);
  });

  test('whatever stands between its digits, a mobile has one key; nothing throws', () => {
    const gap = fc.constantFrom('', '-', ' ', ' - ', '.', '–', '\u200b', '·');
    fc.assert(
      fc.property(
        fc.integer({ min: 13_000_000_000, max: 19_999_999_999 }),
        gap,
        gap,
        fc.constantFrom('', '+86 ', '86', '0086-', '0', '(+86)', '电话'),
        (number, one, two, before) => {
          const digits = String(number);
          const written = `${before}${digits.slice(0, 3)}${one}${digits.slice(3, 7)}${two}${digits.slice(7)}`;
          assert.deepEqual(
            readPhones(written).map(({ key, kind }) => [key, kind]),
            [[digits, 'mobile']],
            written,
          );
        },
      ),
      { numRuns: 2000 },
    );
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 60 }),
        (text) => void [readPhones(text), phoneKeys(text), phoneQuery(text), phoneHint(text), smsAddress(text)],
      ),
    );
    const long = '1'.repeat(20_000);
    assert.ok(readPhones(long).length <= 1);
  });
});
