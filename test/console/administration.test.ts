import { beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { consoleModule } from '../support/console-code.js';

interface Shift {
  from: string;
  until: string;
}
interface Pasted {
  person: string | undefined;
  fault?: string;
  cells: { text: string; day: string | undefined; shift: Shift | undefined; fault?: string }[];
}
interface Times {
  from: string;
  until: string;
}
interface Modules {
  readPasted: (text: string, context: object) => Pasted[];
  readShift: (text: string, known: Shift[], pen: Shift) => Shift | 'off' | undefined;
  shiftTimes: (day: string, shift: Shift, zone: string) => Times;
  shiftOf: (span: Times) => { day: string; shift: Shift } | undefined;
  daysOf: (day: string, span: 'week' | 'month') => string[];
  moved: (day: string, span: 'week' | 'month', by: number) => string;
  holesWithout: (holes: Times[], duties: Times[]) => Times[];
  holesOfDay: (holes: Times[], day: string, zone: string) => Times[];
  findStaff: (people: object[], asked: object, now: number) => { id: string }[];
  historySentence: (change: object, speech: object) => string;
}

const zone = 'Asia/Shanghai';
const day: Shift = { from: '08:00', until: '20:00' };
const night: Shift = { from: '20:00', until: '08:00' };

describe('what the pages of administration read and work out without a browser', () => {
  let of: Modules;
  beforeAll(async () => {
    const parts: Partial<Modules>[] = [];
    for (const [folder, file] of [
      ['roster', 'pasted'],
      ['roster', 'shifts'],
      ['roster', 'days'],
      ['roster', 'holes'],
      ['people', 'find-staff'],
      ['people', 'history-sentence'],
    ] as const)
      parts.push(await consoleModule<Partial<Modules>>(folder, file));
    of = Object.assign({}, ...parts) as Modules;
  });

  it('a shift is read as people write it in a cell; what is none is not guessed', () => {
    const read = (text: string) => of.readShift(text, [day, night], night);
    for (const text of ['8-20', '08:00-20:00', '8：00～20：00', '8点至20点', '白班', '日'])
      assert.deepEqual(read(text), day, text);
    for (const text of ['20-8', '20:00-次日8:00', '夜班', '√', '1']) assert.deepEqual(read(text), night, text);
    for (const text of ['', '休', '轮休', '—', '×']) assert.equal(read(text), 'off', text);
    for (const text of ['随便', '25-8', '8', '8-20-22', '24-8']) assert.equal(read(text), undefined, text);
    assert.deepEqual(read('全天'), { from: '00:00', until: '24:00' });
    assert.equal(of.readShift('夜班', [day], day), undefined, 'a night that nobody has said the hours of');
  });

  it('names by days are pasted with or without headings; each cell that cannot stand says why', () => {
    const context = {
      people: [
        { id: 'h08', name: '董峰' },
        { id: 'h07', name: '彭涛' },
        { id: 'h20', name: '王伟' },
        { id: 'h21', name: '王伟' },
      ],
      days: of.daysOf('2026-11-25', 'week'),
      shifts: [day, night],
      pen: day,
    };
    const [first, second, third, fourth] = of.readPasted(
      '姓名\t周三\t11月26日\t2026-11-27\t12/5\r\n董 峰\t白班\t\t√\t夜\nH07\t坏\t8-20\t\t\n王伟\t8-20\n路人\t8-20\n',
      context,
    );
    assert.deepEqual(
      first!.cells.map((cell) => [cell.day, cell.fault]),
      [
        ['2026-11-25', undefined],
        ['2026-11-26', undefined],
        ['2026-11-27', undefined],
        [undefined, 'day-not-shown'],
      ],
    );
    assert.deepEqual([first!.person, first!.cells[0]!.shift, first!.cells[1]!.shift], ['h08', day, undefined]);
    assert.deepEqual([second!.person, second!.cells[0]!.fault, second!.cells[1]!.shift], ['h07', 'unreadable', day]);
    assert.deepEqual([third!.fault, fourth!.fault], ['two-of-that-name', 'unknown-name']);
    const [plain] = of.readPasted('董峰\t8-20\t20-8', context);
    assert.deepEqual(
      plain!.cells.map((cell) => cell.day),
      ['2026-11-23', '2026-11-24'],
      'without headings they begin at the first day shown',
    );
  });

  it('a week begins on Monday, a month has its days; a shift over midnight ends on the next day', () => {
    assert.deepEqual(
      [of.daysOf('2026-11-29', 'week')[0], of.daysOf('2026-11-29', 'week')[6], of.daysOf('2028-02-10', 'month').length],
      ['2026-11-23', '2026-11-29', 29],
    );
    assert.deepEqual(
      [of.moved('2026-12-28', 'week', 1), of.moved('2026-01-31', 'month', 1)],
      ['2027-01-04', '2026-02-01'],
    );
    assert.deepEqual(of.shiftTimes('2026-11-23', night, zone), {
      from: '2026-11-23T12:00:00.000Z',
      until: '2026-11-24T00:00:00.000Z',
    });
    assert.deepEqual(of.shiftOf({ from: '2026-12-31T00:00:00+08:00', until: '2027-01-01T00:00:00+08:00' }), {
      day: '2026-12-31',
      shift: { from: '00:00', until: '24:00' },
    });
    assert.equal(of.shiftOf({ from: '2026-12-01T08:00:00+08:00', until: '2026-12-04T08:00:00+08:00' }), undefined);
  });

  it('a duty fills its part of a hole and no more; a hole is shown on each of its days', () => {
    const hole = { from: '2026-11-23T00:00:00+08:00', until: '2026-11-25T00:00:00+08:00' };
    const left = of.holesWithout([hole], [of.shiftTimes('2026-11-23', night, zone)]);
    assert.deepEqual(of.holesOfDay(left, '2026-11-23', zone), [{ from: '00:00', until: '20:00' }]);
    assert.deepEqual(of.holesOfDay(left, '2026-11-24', zone), [{ from: '08:00', until: '24:00' }]);
    assert.deepEqual(of.holesOfDay(left, '2026-11-25', zone), []);
    assert.deepEqual(of.holesWithout([hole], [hole]), []);
  });

  it('people are found by words in any order and by the end of a phone; who has left only where that is asked', () => {
    const post = { role: 'guard', roleName: '安管队', site: 'sunshine', siteName: '阳光小区', departmentName: null };
    const somebody = { phone: null, signIn: 'own', awayUntil: null, endedAt: null, posts: [post] };
    const now = Date.parse('2026-11-23T01:00:00Z');
    const people = [
      { ...somebody, id: 'p10', name: '何勇', phone: '138 0000 1234' },
      { ...somebody, id: 'p11', name: '马超', posts: [], signIn: 'none' },
      { ...somebody, id: 'p12', name: '徐娟', endedAt: '2026-11-23T09:00:00+08:00' },
      { ...somebody, id: 'p13', name: '高翔', endedAt: '2026-11-23T09:00:01+08:00', posts: [{ ...post, site: null }] },
    ];
    const nothing = { words: '', site: '', role: '', state: '' };
    const found = (asked: object) => of.findStaff(people, { ...nothing, ...asked }, now).map(({ id }) => id);
    assert.deepEqual(found({}), ['p10', 'p11', 'p13']);
    assert.deepEqual([found({ words: '1234' }), found({ words: '阳光 安管 何' })], [['p10'], ['p10']]);
    assert.deepEqual([found({ state: 'left' }), found({ state: 'no-post' })], [['p12'], ['p11']]);
    assert.deepEqual([found({ site: 'riverside' }), found({ role: 'guard' })], [['p13'], ['p10', 'p13']]);
  });

  it('what was changed is a sentence with names, not ids', () => {
    const say = (o: string) => o;
    const own = {
      said: {
        'post created': (o: string) => `given: ${o}`,
        'swap refused': () => 'refused',
        'person changed': say,
        other: () => 'other',
      },
      to: (when: string) => `until ${when}`,
      phone: 'Phone',
      name: 'Name',
      reason: say,
    };
    const names = {
      person: say,
      role: say,
      post: ({ role }: { role: string }) => (role === 'guard' ? 'guard team' : role),
    };
    const speech = { own, names, when: (iso: string) => iso.slice(0, 10), colon: ': ' };
    const sentence = (change: object) => of.historySentence({ before: null, value: {}, ...change }, speech);
    assert.equal(
      sentence({ what: 'post', change: 'created', value: { role: 'guard', until: '2026-12-01T00:00:00Z' } }),
      'given: guard team · until 2026-12-01',
    );
    assert.equal(sentence({ what: 'swap', change: 'changed', value: { agreed: false } }), 'refused');
    assert.equal(
      sentence({ what: 'person', change: 'changed', before: { phone: '1' }, value: { phone: '2' } }),
      'Phone 1 → 2',
    );
    assert.equal(sentence({ what: 'contact', change: 'created' }), 'other');
  });

  it('a list is chosen from by digits, the tenth by 0', async () => {
    const { digitAt, indexOfDigit } = await consoleModule<{
      digitAt: (index: number) => string;
      indexOfDigit: (event: object) => number | undefined;
    }>('look', 'digits');
    assert.deepEqual([0, 8, 9, 10].map(digitAt), ['1', '9', '0', '']);
    for (let index = 0; index < 10; index += 1) assert.equal(indexOfDigit({ key: digitAt(index) }), index);
    for (const event of [{ key: 'a' }, { key: '1', altKey: true }, { key: 'F1' }, { key: '' }])
      assert.equal(indexOfDigit(event), undefined);
  });
});
