// Cases like one: found by what they say, by customer and by place, and only by what the reader may know.
import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { importTable } from '../../import/import.js';
import { municipalMapping } from '../../import/mapping.js';
import { similarCases, type SimilarityQuery } from '../../ledger/read/similar-cases.js';
import { actorOf } from '../support/actors.js';
import { TestLedger } from '../support/test-ledger.js';
import { makeTable, message } from '../support/import-file.js';

const real = process.env['BANJIE_REAL_DATA'];
const everything: Pick<
  SimilarityQuery,
  'sites' | 'unredactedSites' | 'reader' | 'readerKeys' | 'secretSites' | 'closedSince'
> = {
  sites: ['sunshine', 'riverside'],
  unredactedSites: ['sunshine', 'riverside'],
  reader: 'p01',
  readerKeys: ['p01'],
  secretSites: [],
  closedSince: '1970-01-01T00:00:00Z',
};

describe('similar cases', () => {
  let desk: TestLedger;
  beforeAll(async () => {
    desk = await TestLedger.start();
  });
  afterAll(() => desk.stop());

  const like = async (likeness: Partial<SimilarityQuery>, limit = 10) =>
    similarCases(desk.database.source, { words: {}, ...everything, ...likeness }, limit);
  const complaint = async (words: Record<string, string>, more: object = {}) =>
    (await desk.complaint({ words: { description: '', place: '', customer: '', phone: '', ...words }, ...more }))
      .number;

  it('finds what is said in other words, and puts the likest first', async () => {
    const lamp = await complaint({
      subject: '三单元楼道灯不亮',
      description: '三单元二楼到四楼的楼道灯一个星期不亮，晚上看不见台阶',
    });
    const lift = await complaint({ subject: '电梯困人', description: '二号楼东侧电梯上午困人半小时' });
    const rows = await like({
      words: { subject: '楼道灯坏了', description: '三单元楼道灯一个星期不亮了，看不见台阶' },
    });
    assert.equal(rows[0]?.number, lamp);
    assert.ok(rows[0].alike > 0.25 && !rows.some(({ number }) => number === lift));
    assert.deepEqual(
      (await like({ words: { subject: '电梯困人' } })).map(({ number }) => number),
      [lift],
      'a few letters of a long text',
    );
    assert.deepEqual(await like({ words: { subject: '小区绿化带缺水' } }), []);
  });

  it('finds the same customer and the same place whatever they say, and adds that up', async () => {
    const one = await complaint({ subject: '门禁失灵', place: '7号楼 2-301', phone: '139-1111-2222' });
    const two = await complaint({ subject: '垃圾满溢', place: '7号楼2－301' });
    const rows = await like({ words: { subject: '停车位被占', place: '7号楼2-301', phone: '13911112222' } });
    assert.deepEqual(
      rows.map(({ number, same_customer, same_place }) => [number, same_customer, same_place]),
      [
        [one, true, true],
        [two, false, true],
      ],
    );
    assert.ok(rows[0]!.score > rows[1]!.score);
  });

  it('keeps to open cases, and to recently filed ones where asked', async () => {
    const number = await complaint({ subject: '自行车棚顶棚破损漏雨' });
    const words = { subject: '自行车棚顶棚破损漏雨' };
    await desk.act(number, 'p01', 'withdraw', { reason: 'x' });
    const { closedSince, ...openOnly } = { ...everything, words };
    assert.ok(closedSince);
    assert.deepEqual(await similarCases(desk.database.source, openOnly, 5), []);
    assert.equal((await like({ words, closedSince: '2026-11-22T00:00:00Z' })).length, 1);
    assert.deepEqual(await like({ words, closedSince: '2026-11-24T00:00:00Z' }), []);
  });

  it('X-12 an anonymous customer is found by who they are only by whoever may know it, and nobody finds a case about themselves', async () => {
    const hidden = await complaint(
      { subject: '保安态度恶劣', phone: '13733334444' },
      { input: { anonymous: true, aboutPerson: 'p09' } },
    );
    const words = { subject: '完全不同的另外一件事情', phone: '13733334444' };
    assert.deepEqual(
      (await like({ words })).map(({ number }) => number),
      [hidden],
    );
    assert.deepEqual(await like({ words, unredactedSites: [] }), []);
    const byWords = await like({ words: { subject: '保安态度恶劣', phone: '13733334444' }, unredactedSites: [] });
    assert.deepEqual(
      byWords.map(({ number, same_customer }) => [number, same_customer]),
      [[hidden, false]],
    );
    assert.deepEqual(await like({ words: { subject: '保安态度恶劣' }, reader: 'p09' }), []);
    assert.deepEqual(await like({ words: { subject: '保安态度恶劣' }, sites: ['riverside'] }), []);
  });

  it('P-3.1 two are linked, both ways, or are not the same and not offered again, whichever is open', async () => {
    const [one, two, three] = [
      await complaint({ subject: '地下车库积水严重' }),
      await complaint({ subject: '地下车库积水严重' }),
      await complaint({ subject: '地下车库积水严重' }),
    ];
    await desk.act(one, 'p01', 'link', { number: two, reason: '同一处积水' });
    assert.deepEqual(
      (await desk.state(two)).links.map(({ relation, number }) => [relation, number]),
      [['same-matter', one]],
    );
    assert.equal((await desk.refused(one, 'p01', 'link', { number: two })).code, 'already-done');
    assert.equal((await desk.refused(one, 'p01', 'link', { number: one })).code, 'bad-input');
    assert.equal((await desk.refused(one, 'p01', 'link', { number: 'PC-2026-999999' })).code, 'unknown-case');
    await desk.act(one, 'p01', 'not-similar', { number: three });
    const offered = async (number: string) => {
      const { words, links } = await desk.state(number);
      return (await like({ words, number, except: links.map((link) => link.number!) }))
        .map((row) => row.number)
        .toSorted();
    };
    assert.deepEqual([await offered(one), await offered(two), await offered(three)], [[], [three], [two]]);
  });
});

describe('repeats in a mailbox', () => {
  let desk: TestLedger;
  beforeAll(async () => {
    desk = await TestLedger.start();
  });
  afterAll(() => desk.stop());

  /**
   * Of the texts that stand in the ledger more than once, those whose repeat is among the three likest; and of what is
   * offered as nearly the same, how much is a repeat.
   */
  async function measured(): Promise<{
    repeated: number;
    found: number;
    first: number;
    offered: number;
    right: number;
    msEach: number;
  }> {
    const { source } = desk.database;
    const rows: { number: string; words: SimilarityQuery['words']; matter: string; twins: string[] }[] =
      await source.query(
        `SELECT number, said AS words, matter, array_agg(number) OVER (PARTITION BY regexp_replace(concat_ws(' ', said->>'subject', said->>'description'), '\\s', '', 'g')) AS twins
       FROM cases JOIN case_search USING (number) ORDER BY number`,
      );
    const repeats = rows.filter(({ twins }) => twins.length > 1);
    const figures = { repeated: repeats.length, found: 0, first: 0, offered: 0, right: 0, msEach: 0 };
    const started = performance.now();
    for (const { number, words, twins } of repeats) {
      const top = await similarCases(source, { words, number, ...everything }, 3);
      const isTwin = (one: { number: string }) => twins.includes(one.number);
      if (top.some(isTwin)) figures.found += 1;
      if (top[0] && isTwin(top[0])) figures.first += 1;
      figures.offered += top.filter(({ alike: share }) => share >= 0.95).length;
      figures.right += top.filter((one) => one.alike >= 0.95 && isTwin(one)).length;
    }
    return { ...figures, msEach: (performance.now() - started) / Math.max(1, repeats.length) };
  }

  const take = (file: string) =>
    importTable({
      ledger: desk.ledger,
      actor: actorOf('p01'),
      site: 'sunshine',
      rulebook: 'property',
      asHistory: true,
      maxConcurrent: 4,
      file,
      mapping: municipalMapping,
      importerLabel: 'p01',
    });
  /** The figures as a sentence, for the message of a failure. */
  const sentenceOf = ({ repeated, found, first, offered, right, msEach }: Awaited<ReturnType<typeof measured>>) =>
    `${found} of ${repeated} known repeats in the first three (${first} first); of ${offered} offered with 95 % of the words ${right} are exact repeats; ${msEach.toFixed(1)} ms each`;

  it('every repeat in a made table is among the first three', async () => {
    const texts = (n: number) => ({
      subject: `第${n}栋${['停水', '噪音', '积水', '停电'][n % 4]}`,
      description: `编号${n}：${['昨晚起停水', '夜间施工噪音', '下雨就积水', '一直停电'][n % 4]}，${n * 7919}，请处理。`,
    });
    const rows = Array.from({ length: 300 }, (_, i) =>
      message(i + 1, { ...texts(i < 260 ? i : i - 260), user: `U${i}` }),
    );
    const { counts } = await take(await makeTable(rows));
    assert.equal(counts.taken + counts.joined, 300);
    const figures = await measured();
    assert.deepEqual([figures.repeated, figures.found], [80, 80], sentenceOf(figures));
  }, 120_000);

  (real ? it : it.skip)(
    'the repeats of the real mailbox are among the first three',
    async () => {
      await desk.stop();
      desk = await TestLedger.start();
      await take(real!);
      const figures = await measured();
      assert.ok(figures.found >= figures.repeated * 0.95, sentenceOf(figures));
    },
    300_000,
  );
});
