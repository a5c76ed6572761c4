// What a cell means for a field of an import.
import { describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { cellMeaning, type CellMeanings } from '../../import/cell-value.js';
import type { SheetRow } from '../../tables/read/sheet-rows.js';

const people = [
  { id: 'p1', name: '彭涛' },
  { id: 'p2', name: '阿卜杜勒·热合曼' },
  { id: 'p3', name: '王 芳' },
  { id: 'p4', name: '王芳' },
  { id: 'p5', name: '李·娜' },
  { id: 'p6', name: '李 娜' },
];

describe('case 12, case 15: a person of a cell', () => {
  const meant = (text: string): unknown => {
    const row: SheetRow = { number: 2, cells: [text], date1904: false };
    const meanings = { people, zone: 'Asia/Shanghai', year: undefined } as unknown as CellMeanings;
    const found = cellMeaning({ type: 'person' } as never, row, [0, undefined], meanings);
    return found && 'value' in found ? found.value : undefined;
  };

  it.each([
    ['彭涛', 'p1'],
    ['彭 涛', 'p1'],
    ['彭\u3000涛', 'p1'],
    ['阿卜杜勒热合曼', 'p2'],
    ['阿卜杜勒•热合曼', 'p2'],
    ['王芳', 'p4'],
    ['p3', 'p3'],
  ])('%s is %s', (text, id) => assert.equal(meant(text), id));

  it('a name of several stays as it is, and so does one of nobody', () => {
    assert.equal(meant('李娜'), '李娜');
    assert.equal(meant('彭小涛'), '彭小涛');
  });
});
