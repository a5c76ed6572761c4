// Addresses as people say them, and the rules of areas: what is the same place, what lies in what, and what is no rule.
import { describe, test } from '@jest/globals';
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { indexOfAddress, normalizedAddress } from '../../../domain/words/address.js';
import { coverageOf, readAddressRules } from '../../../domain/words/address-rule.js';
import { buildingOf, byBuilding } from '../../../domain/words/building.js';
import { placeKey, placeTerms } from '../../../domain/words/place.js';

const covers = (text: string): string[] =>
  readAddressRules(text).flatMap((rule) => ('covers' in rule ? rule.covers : [`! ${rule.value}`]));
const liesIn = (place: string, rules: string): boolean =>
  covers(rules).some((rule) => indexOfAddress(normalizedAddress(place), rule) >= 0);

describe('the same place', () => {
  test.each([
    [
      '8栋2单元501',
      ['8号楼2单元501', '8-2-501', '八栋二单元501', '8幢2单元501室', '8#2单元501', '8号楼2门501', '8栋2-501'],
    ],
    [
      '8栋2单元501',
      [
        '８栋２单元５０１',
        '8座2單元501號',
        '第八栋第二单元501房',
        '8栋2单元5楼501',
        '8/2/501',
        '8 2 501',
        '8-2单元501',
        '8栋2单元501室主卧',
      ],
    ],
    ['12-1-201', ['12栋1单元201', '12#-1-201', '十二号楼一单元201']],
    ['A座1201', ['a栋1201室', 'A-1201', 'A号楼1201']],
    ['5栋', ['5棟', '5號樓', '第五栋', '5#', '5#楼', '5\u200b栋', '5号栋']],
    ['解放路1号院3号楼2单元501', ['解放路1号3栋2-501室', '解放路一号院3-2-501']],
    ['解放路45-2-301', ['解放路45号2单元301室']],
    ['负一层', ['地下1层', 'B1层', '负1楼']],
    ['3楼2单元501', ['3号楼2单元501']],
    [
      '8栋2单元501',
      ['八栋二单元五〇一', '八栋二单元五\u25cb一', '08-02-501', '第8栋第2单元501', '8-2-501#', '8栋2单元501#'],
    ],
    ['解放路45号', ['解放路第45号', '解放路第四十五号']],
    ['阳光小区二期13-2-301', ['阳光小区二期-13-2-301', '阳光小区2期-13栋2单元301']],
  ])('case 06: %s is also written %j', (place, others) => {
    for (const other of others) assert.equal(placeKey(other), placeKey(place), other);
  });

  test.each([
    ['12-1-201', '1-21-201'],
    ['12-1-201', '121-201'],
    ['3-2-301', '32-301'],
    ['8栋', '解放路8号'],
    ['8栋2单元501', '8栋2单元502'],
    ['3楼', '3号楼'],
    ['1-2-3-401', '1-2-301'],
    ['3#电梯', '3#楼'],
  ])('case 06: %s is not %s', (one, other) => assert.notEqual(placeKey(one), placeKey(other)));

  test('a place is found by its community, building, unit and room, with the name before it and without', () => {
    assert.deepEqual(placeTerms('阳光小区二期13-2-301'), [
      '阳光小区2期',
      '阳光小区2期13号楼',
      '13号楼',
      '阳光小区2期13号楼2单元',
      '13号楼2单元',
      '阳光小区2期13号楼2单元301',
      '13号楼2单元301',
    ]);
    assert.deepEqual(placeTerms('3号楼和5号楼之间').slice(0, 1), ['3号楼']);
    assert.ok(placeTerms('3号楼和5号楼之间').includes('5号楼'));
    assert.deepEqual(placeTerms(' ·'), []);
  });

  test('reading again changes nothing, and nothing throws', () => {
    fc.assert(
      fc.property(
        fc.tuple(
          fc.constantFrom('', '阳光小区', '解放路1号院', '西区', '阳光小区二期'),
          fc.constantFrom('3', '十二', '1、3', '2-4', 'A', 'B3'),
          fc.constantFrom('栋', '号楼', '#', '幢', '座', '棟', '-'),
          fc.constantFrom('', '2单元', '2-', '二单元', '1门'),
          fc.constantFrom('', '501', '501室', '1201房', '5楼'),
        ),
        (parts) => {
          const once = normalizedAddress(parts.join(''));
          assert.equal(normalizedAddress(once), once, parts.join(''));
          void [placeTerms(parts.join('')), covers(parts.join(''))];
        },
      ),
      { numRuns: 3000 },
    );
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 60 }),
        (text) => void [placeKey(text), placeTerms(text), covers(text)],
      ),
    );
  });
});

describe('the building a place lies in', () => {
  test.each([
    ['阳光小区8栋2单元501', '阳光小区', '8号楼'],
    ['八栋二单元', '', '8号楼'],
    ['8-2-501', '', '8号楼'],
    ['城东路12号', '城东路', '12号'],
    ['城东路12号3栋', '城东路12号', '3号楼'],
  ])('%s', (place, name, numbered) => assert.deepEqual(buildingOf(place), { name, numbered }));

  test('a place without a number lies in none', () => assert.equal(buildingOf('中心花园'), undefined));

  test('said without its name it is the one building of that number; where there are two, neither', () => {
    const sizes = (places: string[]) =>
      Object.fromEntries([...byBuilding(places, (place) => place)].map(([label, of]) => [label, of.length]));
    assert.deepEqual(sizes(['8栋', '阳光小区8栋2单元', '8-1-302', '9栋', '花园']), {
      阳光小区8号楼: 3,
      '9号楼': 1,
      null: 1,
    });
    assert.deepEqual(sizes(['8栋', '东区8栋', '西区8栋']), { '8号楼': 1, 东区8号楼: 1, 西区8号楼: 1 });
  });
});

describe('what lies in the rules of an area', () => {
  test.each([
    [
      '1、3、5栋',
      ['3栋2单元501', '5-2-301', '1号楼', '五栋', '阳光小区3#'],
      ['12栋3单元501', '9号楼3单元401', '地下车库B1区3号柱', '2栋1单元301', '13栋', '解放路3号'],
    ],
    [
      '解放路1-99号',
      ['解放路1号', '解放路45号', '解放路45号附3号', '解放路45-47号', '解放路 99 号'],
      ['解放路100号', '解放路145号', '建设路45号', '解放路3号楼'],
    ],
    ['解放路1-99号单号', ['解放路1号', '解放路45号'], ['解放路44号', '解放路101号']],
    ['解放路（双号）2-98号', ['解放路44号'], ['解放路45号', '解放路100号']],
    ['解放路双号', ['解放路44号', '解放路1002号', '城南解放路2号院3号楼'], ['解放路45号', '解放路', '解放路44号楼']],
    [
      '5栋',
      ['5-2-301', '5-2-301室', '5/2/301', '5#-2-301', '5棟', '5栋2-301'],
      ['15-2-301', '2-5-301', '3-2-5', '25栋', 'A5栋', '5楼', '5单元'],
    ],
    [
      '阳光小区二期12-14栋',
      ['阳光小区二期13-2-301', '阳光小区2期14号楼'],
      ['阳光小区一期13-2-301', '13-2-301', '阳光小区二期15-2-301'],
    ],
    ['西区10-12号楼', ['西区12-2-301', '西区十号楼'], ['东区12-2-301', '西区13-2-301', '12栋3单元501']],
    ['A-C座', ['B座1201', 'b-1201', 'C栋'], ['D座', 'AB座']],
    ['A1-A3栋', ['A2-1-301', 'a3栋'], ['A4栋', '2栋']],
    ['5栋1、2单元', ['5栋2单元301', '5-1-301'], ['5栋3单元', '2单元', '5栋']],
    ['1-20号', ['12号501室', '骏景花园3号', '甲1号'].slice(0, 2), ['解放路12号', '3号柱', '3号楼']],
    ['解放路', ['解放路45号', '城南解放路'], ['建设路']],
    ['解放路1-99号', ['解放路第45号'], ['解放路第145号']],
    ['阳光小区二期12-14栋', ['阳光小区二期-13-2-301'], ['阳光小区二期-15-2-301']],
  ])('case 04, case 05: %s', (rules, within, without) => {
    for (const place of within) assert.ok(liesIn(place, rules), `${place} lies in it`);
    for (const place of without) assert.ok(!liesIn(place, rules), `${place} does not`);
  });

  test.each([
    '1',
    '3、5',
    '1-3',
    '2单元',
    '301室',
    '3楼',
    '栋',
    '单元',
    '三',
    '阳光小区1-3',
    '单号',
    '9-7号楼',
    '解放路1-2000号',
  ])('case 04: %s is no rule, and is said to be none', (written) => {
    for (const rule of readAddressRules(written)) {
      assert.ok('fault' in rule, JSON.stringify(rule));
      assert.ok(rule.fault.en.includes(rule.value) && rule.fault['zh-CN'].includes(rule.value));
    }
    assert.ok(readAddressRules(written).length > 0);
  });

  test.each([
    ['21和23栋', '21号楼 23号楼'],
    ['25、26、27栋和28栋', '25号楼 26号楼 27号楼 28号楼'],
    ['31/33/35栋', '31号楼 33号楼 35号楼'],
    ['３１／３３栋', '31号楼 33号楼'],
    ['31 33 35栋', '31号楼 33号楼 35号楼'],
    ['1.3.5栋', '1号楼 3号楼 5号楼'],
    ['阳光小区1.3栋', '阳光小区1号楼 阳光小区3号楼'],
    ['第51-53栋', '51号楼 52号楼 53号楼'],
    ['A和B座', 'a号楼 b号楼'],
    ['三和五栋', '3号楼 5号楼'],
    ['21栋及22栋', '21号楼 22号楼'],
    ['5栋1/2单元', '5号楼1单元 5号楼2单元'],
    ['5栋二、三单元', '5号楼2单元 5号楼3单元'],
    ['21 栋 和 23 栋', '21号楼 23号楼'],
    ['3#5#', '3号楼 5号楼'],
    ['1栋2栋3栋', '1号楼 2号楼 3号楼'],
    ['1-3/5栋', '1号楼 2号楼 3号楼 5号楼'],
    ['一、三、五栋', '1号楼 3号楼 5号楼'],
    ['解放路1/3/5号', '解放路1号 解放路3号 解放路5号'],
    ['5/2/301', '5号楼2单元301'],
    ['5 2 301', '5号楼2单元301'],
    ['和平路1号', '和平路1号'],
  ])('case 04: %s covers %s', (written, covered) => assert.equal(covers(written).join(' '), covered));

  test.each(['61栋（除3单元）', '除5栋外', '21栋以外', '全部', '阳光小区全部', '其他', '其余楼栋'])(
    'case 04: %s says what is not there, and is refused by a sentence',
    (written) => {
      const [rule] = readAddressRules(written);
      assert.ok(rule && 'fault' in rule, written);
      assert.match(rule.fault['zh-CN'], /请逐一写明/);
    },
  );

  test('case 04: what is kept of a rule is as it was written', () => {
    assert.deepEqual(
      readAddressRules('10号楼，八栋').map(({ value }) => value),
      ['10号楼', '八栋'],
    );
  });

  test('numbers in a row take the name of the first and the unit of the next; lists apart by ; do not', () => {
    assert.deepEqual(covers('阳光小区1、3、5栋'), ['阳光小区1号楼', '阳光小区3号楼', '阳光小区5号楼']);
    assert.deepEqual(covers('东区1-2栋、5栋；7栋'), ['东区1号楼', '东区2号楼', '东区5号楼', '7号楼']);
    assert.deepEqual(covers('东区1栋、解放路1、3号'), ['东区1号楼', '解放路1号', '解放路3号']);
    assert.deepEqual(covers('1栋 3栋'), ['1号楼', '3号楼']);
    assert.deepEqual(covers('十栋至十二栋'), ['10号楼', '11号楼', '12号楼']);
  });

  test('what is kept of a rule reads as the rule itself', () => {
    for (const text of [
      '阳光小区1、3、5栋',
      '解放路1-99号单号',
      '解放路双号',
      '5栋1、2单元',
      'A、B座',
      '西区10-12号楼',
      '八栋',
      '解放路',
    ]) {
      const kept = readAddressRules(text).map(({ value }) => value);
      assert.deepEqual(kept.flatMap(covers), covers(text), text);
    }
  });

  test('what a rule covers is said in both languages', () => {
    const says = (text: string) => coverageOf([text]).map((one) => [one.address, one.text.en, one.text['zh-CN']]);
    assert.deepEqual(says('阳光小区1、3栋'), [
      ['阳光小区1栋', 'every address in 阳光小区1号楼', '阳光小区1号楼内的一切地址'],
      ['阳光小区3栋', 'every address in 阳光小区3号楼', '阳光小区3号楼内的一切地址'],
    ]);
    assert.deepEqual(says('解放路1-99号单号'), [
      [
        '解放路1-99号单号',
        'every address in 解放路1号 to 解放路99号, odd numbers, 50 in all',
        '解放路1号至解放路99号（单号，共 50 个）内的一切地址',
      ],
    ]);
    assert.deepEqual(says('解放路'), [['解放路', 'every address that says 解放路', '地址中有“解放路”的一切']]);
    assert.match(says('5栋')[0]![1]!, /5号楼, whatever community is named/);
    assert.match(coverageOf(['1'])[0]!.text.en, /a number or a unit alone/);
  });
});
