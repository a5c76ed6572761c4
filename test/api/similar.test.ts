// Cases like one, over HTTP: offered at intake and of a case; joined, linked or said to be something else; never those
// that the reader may not know of.
import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { must, TestApi } from '../support/api-desk.js';

describe('similar cases over HTTP', () => {
  let api: TestApi;
  beforeAll(async () => (api = await TestApi.start()));
  afterAll(() => api.stop());

  const numbers = ({ cases }: { cases: { number: string }[] }) => cases.map(({ number }) => number);
  const at = (words: Record<string, string>) => `/v1/cases/similar?${new URLSearchParams(words)}`;
  const offered = async (as: string, number: string) =>
    numbers(must(await api.get(as, `/v1/cases/${number}/similar`), 200));
  const puddle = {
    subject: '地下车库积水严重',
    description: '地下车库二区积水没过脚面',
    place: '地下车库二区',
    customer: '王五',
    phone: '13712345678',
  };

  it('P-3.1 while a case is written down those like it are offered, with how alike they are and why', async () => {
    const { number } = await api.complaint(puddle);
    const found = must(
      await api.get('p01', at({ subject: '地下车库积水', phone: '137-1234-5678', place: '地下车库二区' })),
      200,
    );
    assert.deepEqual(
      [found.cases[0].number, found.cases[0].kind, found.cases[0].site, found.outages],
      [number, 'complaint', 'sunshine', []],
    );
    assert.deepEqual(
      found.cases[0].reasons.map(({ what }: { what: string }) => what),
      ['words', 'customer', 'place'],
    );
    assert.ok(found.cases[0].score > 0.5 && found.cases[0].score <= 1);
    assert.deepEqual(numbers(must(await api.get('p01', at({ subject: '地下车库积水', kind: 'repair' })), 200)), []);
    assert.equal(must(await api.get('p01', at({ subject: '地下车库积水', limit: '1' })), 200).cases.length, 1);
    assert.deepEqual(must(await api.get('p01', '/v1/cases/similar'), 200).cases, [], 'nothing said, nothing found');
  });

  it('case 03: the last four digits of a phone are enough beside a new case, however they are said', async () => {
    const { number } = await api.complaint({ ...puddle, phone: '１３８０００００００６' });
    for (const phone of ['0006', '尾号0006', '*0006', '138 0000 0006'])
      assert.deepEqual(numbers(must(await api.get('p01', at({ phone })), 200)), [number], phone);
    assert.deepEqual(numbers(must(await api.get('p01', at({ phone: '0007' })), 200)), []);
  });

  it('P-3.1 one is joined to the other and not offered any more, two are linked both ways, a third is said to be something else', async () => {
    const [one, two, three, four] = [
      await api.complaint(puddle),
      await api.complaint(puddle),
      await api.complaint(puddle),
      await api.complaint(puddle),
    ].map(({ number }) => number as string);
    const likeOne = await offered('p01', one!);
    for (const other of [two, three, four]) assert.ok(likeOne.includes(other!));
    const joined = await api.acted('p01', two!, 'join', { into: one });
    assert.deepEqual(
      [
        joined.status,
        joined.links.map(({ relation, number }: { relation: string; number: string }) => [relation, number]),
      ],
      ['closed', [['duplicate-of', one]]],
    );
    await api.acted('p01', one!, 'link', { number: three });
    await api.acted('p01', one!, 'not-similar', { number: four, reason: '另一处' });
    const left = await offered('p01', one!);
    assert.deepEqual(
      [two, three, four].filter((other) => left.includes(other!)),
      [],
    );
    assert.ok(!(await offered('p01', four!)).includes(one!), 'whichever of the two is open');
  });

  it('P-3.1 the same is not said twice, of itself, or of a case that is not there', async () => {
    const [one, two] = [await api.complaint(puddle), await api.complaint(puddle)].map(({ number }) => number as string);
    await api.acted('p01', one!, 'link', { number: two });
    const said = async (act: string, body: object) => {
      const { status, body: problem } = await api.act('p01', one!, act, body);
      return [status, problem.code, problem.clause];
    };
    assert.deepEqual(await said('link', { number: two }), [409, 'already-done', 'P-3.1']);
    for (const act of ['link', 'not-similar'])
      assert.deepEqual(await said(act, { number: one }), [422, 'bad-input', 'P-3.1']);
    assert.deepEqual(await said('join', { into: one }), [422, 'bad-input', 'P-3.1']);
    for (const [act, body] of [
      ['link', { number: 'PC-2026-999999' }],
      ['join', { into: 'PC-2026-999999' }],
    ] as const)
      assert.equal((await said(act, body))[1], 'unknown-case');
    const repair = await api.repair();
    assert.deepEqual(await said('join', { into: repair.number }), [422, 'bad-input', 'P-3.1'], 'of another kind');
  });

  it('nobody is offered, or told what is like, a case of a site or an organisation that is not theirs', async () => {
    await api.hire('s-agent', 'cs-agent', 'riverside');
    const { number } = await api.complaint({ ...puddle, subject: '游泳池更衣室漏水' });
    assert.ok(numbers(must(await api.get('p01', at({ subject: '游泳池更衣室漏水' })), 200)).includes(number));
    for (const stranger of ['s-agent', 'h01', 'w01']) {
      assert.deepEqual(
        numbers(must(await api.get(stranger, at({ subject: '游泳池更衣室漏水', phone: puddle.phone })), 200)),
        [],
        stranger,
      );
      assert.ok([403, 404].includes((await api.get(stranger, `/v1/cases/${number}/similar`)).status), stranger);
    }
    assert.deepEqual(
      numbers(must(await api.get('s-agent', at({ subject: '游泳池更衣室漏水', site: 'sunshine' })), 200)),
      [],
      'not by asking for the site either',
    );
    assert.equal((await api.request('GET', at({ subject: 'x' }))).status, 401);
  });

  it('W-33 W-35 a report is offered to nobody it is about, and never by who informed', async () => {
    const report = {
      kind: 'report',
      rulebook: 'power',
      site: 'river-county-power',
      channel: 'hotline',
      thanked: true,
      subject: '抄表员索要好处费',
      customer: '匿名线人',
      phone: '13655556666',
      about: ['w10'],
    };
    const { number } = must(await api.post('w01', '/v1/cases', report), 201);
    assert.deepEqual(
      numbers(must(await api.get('w01', at({ phone: '13655556666' })), 200)),
      [],
      'not by the phone of the informer',
    );
    assert.deepEqual(
      numbers(must(await api.get('w10', at({ subject: '抄表员索要好处费' })), 200)),
      [],
      'not to whom it is about',
    );
    assert.equal((await api.get('w10', `/v1/cases/${number}/similar`)).status, 404);
    assert.ok(numbers(must(await api.get('w01', at({ subject: '抄表员索要好处费' })), 200)).includes(number));
    const problem = await api.act('w01', number, 'join', { into: number });
    assert.equal(problem.status, 422);
  });

  it('W-14.6 outages that are on in the area or on the line are told with them', async () => {
    const outage = {
      kind: 'outage',
      rulebook: 'power',
      site: 'river-county-power',
      outageType: 'emergency',
      area: 'town',
      line: 'chengdong-1',
      subject: '停电',
      explanation: '线路遭雷击',
    };
    const { number } = must(await api.post('w09', '/v1/cases', outage), 201);
    const { outages } = must(await api.get('w01', at({ subject: '家里没电', line: 'chengdong-1' })), 200);
    assert.deepEqual(
      outages.map((one: { number: string; line: string }) => [one.number, one.line]),
      [[number, 'chengdong-1']],
    );
    assert.deepEqual(must(await api.get('w01', at({ subject: '家里没电', line: 'chengxi-1' })), 200).outages, []);
    assert.deepEqual(
      must(await api.get('p01', at({ subject: '家里没电', area: 'town' })), 200).outages,
      [],
      'not to another organisation',
    );

    const call = (place: string, more: object = {}) =>
      api
        .post('w01', '/v1/cases', {
          kind: 'fault-repair',
          rulebook: 'power',
          site: 'river-county-power',
          channel: 'hotline',
          area: 'town',
          side: 'unclear',
          subject: '家里没电',
          place,
          customer: '张三',
          phone: '13800000009',
          ...more,
        })
        .then((answer) => must(answer, 201));
    const told = (items: { number: string; callsHere: number }[]) =>
      items.map((one) => [one.number, one.callsHere] as const);
    const outagesOf = async (of: string) => must(await api.get('w01', `/v1/cases/${of}/known`), 200).outages;
    const joined = await call('江边小区8栋301', { line: 'chengdong-1' });
    assert.equal(joined.status, 'joined');
    assert.deepEqual([joined.outage.number, joined.outage.status, joined.outage.line], [number, 'out', 'chengdong-1']);
    assert.match(joined.outage.sentence, /^The supply is off \(10 kV east line 1, town\); the reason: 线路遭雷击\./);
    const unnamed = await call('8号楼1单元', { line: 'chengdong-1' });
    const elsewhere = await call('城东路12号', { line: 'chengdong-1' });
    await api.acted('w01', elsewhere.number, 'split-off', { reason: '邻居有电' });

    const lineless = await call('江边小区8栋302');
    assert.deepEqual([lineless.status, lineless.outage], ['recorded', null]);
    assert.deepEqual(
      told(await outagesOf(lineless.number)),
      [[number, 1]],
      'the area, and a neighbour of the same building',
    );
    const complaint = await api.post('w01', '/v1/cases', {
      kind: 'power-complaint',
      rulebook: 'power',
      site: 'river-county-power',
      channel: 'hotline',
      thanked: true,
      category: 'supply-quality',
      subject: '又停电',
      place: '江边小区8栋303',
    });
    assert.deepEqual(told(await outagesOf(must(complaint, 201).number)), [[number, 1]], 'by the building alone');
    const later = await api.acted('w01', lineless.number, 'join-outage', { outage: number });
    assert.match(later.outage.sentence, /线路遭雷击/, 'who is joined by hand is told too');

    const page = must(await api.get('w03', `/v1/cases/${number}`), 200);
    assert.deepEqual(page.outage, null);
    assert.deepEqual(page.calls, {
      count: 4,
      waiting: 3,
      stillDark: 1,
      buildings: [
        { building: '江边小区8号楼', count: 3, waiting: 3, stillDark: 0 },
        { building: '城东路12号', count: 1, waiting: 0, stillDark: 1 },
      ],
    });
    assert.equal(must(await api.get('w03', `/v1/cases/${elsewhere.number}`), 200).outage.number, number);
    const calls = [joined, unnamed, elsewhere, lineless].map((one) => one.number as string);
    assert.deepEqual(
      numbers(must(await api.get('w01', `/v1/cases?outage=${number}`), 200)).toSorted(),
      calls.toSorted(),
    );
    assert.deepEqual(numbers(must(await api.get('p01', `/v1/cases?outage=${number}`), 200)), []);
    const counts = must(await api.get('w01', `/v1/cases/counts?by=status&outage=${number}`), 200).counts;
    assert.equal(counts.find((one: { value: string }) => one.value === 'joined').count, 3);
    const filing = (shown: { nextActs: { act: string; possible: boolean; because: { code: string } | null }[] }) => {
      const { possible, because } = shown.nextActs.find(({ act }) => act === 'close')!;
      return [possible, because?.code ?? null];
    };
    const over = await api.acted('w09', number, 'restore', { result: '已抢修' });
    assert.deepEqual(filing(over), [false, 'missing-step'], 'calls are still to be asked');
    for (const one of calls) await api.act('w01', one, 'withdraw', { reason: '客户自行撤回' });
    assert.deepEqual(filing(must(await api.get('w03', `/v1/cases/${number}`), 200)), [true, null]);
  });
});
