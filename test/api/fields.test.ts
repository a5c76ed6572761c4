// Bodies made from the fields of acts: what fits them passes, what does not is named by its path.
import { test } from '@jest/globals';
import assert from 'node:assert/strict';
import 'reflect-metadata';
import { dtoOf } from '../../api/cases/bodies/from-fields.js';
import { recordInput } from '../../api/cases/bodies/acts.js';
import { withoutRedacted } from '../../api/permission/redaction.js';
import { checkInput } from '../../domain/case/check-input.js';
import {
  caseNumber,
  cents,
  date,
  files,
  id,
  ids,
  instant,
  items,
  number,
  oneOf,
  person,
  words,
  yesNo,
} from '../../domain/case/fields.js';
import { isRefusal } from '../../domain/refusal.js';
import { monday } from '../support/monday.js';
import { property } from '../support/shipped.js';
import { sampleInput } from '../support/sample-input.js';

const fields = {
  words: words('文字', 'Words.', { max: 20 }),
  id: id('标识', 'An id.'),
  ids: ids('标识', 'Ids.', { max: 2 }),
  instant: instant('时间', 'An instant.'),
  date: date('日期', 'A day.'),
  yesNo: yesNo('是否', 'Yes or no.'),
  oneOf: oneOf('其一', 'One of two.', { a: ['甲', 'a'], b: ['乙', 'b'] }),
  number: number('数', 'A figure.', { min: 1, max: 3 }),
  cents: cents('金额', 'Money.'),
  items: items(
    '项',
    'Things.',
    { size: number('大小', 'Size.', { min: 0, max: 9 }), note: words('备注', 'Note.', { optional: true }) },
    { max: 2 },
  ),
  person: person('人员', 'Somebody.'),
  case: caseNumber('案件', 'A case.'),
  files: files('照片', 'Photos.', { min: 2, max: 3 }),
};
const good = { ...sampleInput(fields, property, monday), files: ['f1', 'f2'] };
const faults = (value: Record<string, unknown>): string[] => {
  const checked = checkInput(fields, value, 'person');
  assert.ok(isRefusal(checked), 'nothing was refused');
  assert.equal(checked.code, 'bad-input');
  return checked.errors!.map(({ field }) => field).toSorted();
};

test('a sample of every type of field passes, as it was sent', () => {
  assert.deepEqual(checkInput(fields, good, 'person'), { input: good });
  assert.equal(dtoOf('EverythingDto', fields).name, 'EverythingDto');
});

test('every field that is missing is named, and every one that is wrong', () => {
  assert.deepEqual(faults({}), Object.keys(fields).toSorted());
  const wrong: Record<string, unknown[]> = {
    words: ['', 'x'.repeat(21), 5],
    id: ['a b'],
    ids: [
      ['a', 'a'],
      ['a', 'b', 'c'],
    ],
    instant: ['2026-11-23T09:00:00'],
    date: ['2026-02-30', '2026-1-1', '2026-11-23T00:00:00Z', 5],
    yesNo: ['true'],
    oneOf: ['c'],
    number: [0, 4, '2'],
    cents: [1.5, -1],
    items: [[], [{ size: 1 }, { size: 1 }, { size: 1 }]],
    person: [''],
    case: [null],
    files: [['f1'], ['f1', 'f2', 'f3', 'f4'], ['f1', 'f1']],
  };
  for (const [name, values] of Object.entries(wrong))
    for (const value of values)
      assert.deepEqual(faults({ ...good, [name]: value }), [name], `${name}: ${JSON.stringify(value)}`);
  assert.deepEqual(faults({ ...good, items: [{ size: 10, note: '' }], more: 1 }), [
    'items[0].note',
    'items[0].size',
    'more',
  ]);
});

test('what is recorded is flat in JSON, and its own words come together for the ledger', () => {
  const input = recordInput(
    { subject: words('事由', 'What.', { word: 'subject' }), channel: id('渠道', 'How.') },
    { subject: '灯不亮', channel: 'phone' },
  );
  assert.deepEqual(input, { channel: 'phone', words: { subject: '灯不亮' } });
});

test('X-12 name and phone are kept from whoever may not read them, under whatever name an act takes them', () => {
  const applicant = words('申请人', 'Who applies.', { word: 'customer' });
  assert.deepEqual(
    withoutRedacted({ applicant: '张三', reason: '新装' }, { applicant, reason: words('原因', 'Why.') }, [
      'customer',
      'phone',
    ]),
    { reason: '新装' },
  );
  assert.deepEqual(
    withoutRedacted({ words: { customer: '张三', subject: '灯' }, customerKey: 'k' }, {}, ['customer', 'phone']),
    { words: { subject: '灯' } },
  );
});
