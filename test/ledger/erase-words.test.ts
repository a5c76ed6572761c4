// A name planted in every word that a case of any kind takes on its way is nowhere in the database once it is erased. The
// engine's database and the logs never hold one: test/faults/stories.test.ts.
import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import type { ActField, ActFields } from '../../domain/case/fields.js';
import type { ActTable } from '../../domain/deciding/act.js';
import { kinds } from '../../domain/kinds/kinds.js';
import { verifyLedger } from '../../ledger/verify/verify.js';
import { another, outage, theOutage, type WalkSetting } from '../support/act-matrix/act-inputs.js';
import { walk } from '../support/act-matrix/act-walk.js';
import { actorOf, siteOf, type Step } from '../support/act-matrix/step.js';
import { tablesWith } from '../support/dump.js';
import { shipped } from '../support/shipped.js';
import { TestLedger } from '../support/test-ledger.js';

const name = '欧阳忘川';
const at = '2026-11-23T01:00:00.000Z';
// What an appeal is against must be late first: its words are erased in test/ledger/appeal.test.ts.
const elsewhere = ['appeal'];

describe('the words of every kind', () => {
  let desk: TestLedger;
  beforeAll(async () => {
    desk = await TestLedger.start();
  });
  afterAll(() => desk.stop());

  for (const rulebook of shipped)
    for (const kind of Object.keys(rulebook.kinds).filter((one) => !elsewhere.includes(one)))
      it(`X-10 ${kind} of ${rulebook.name}: erased, no table holds what was said`, async () => {
        const ground: WalkSetting = { kind, rulebook, at };
        const place = walk(ground, 20_000, { statuses: ['closed'], acts: [] }).places.get('closed')!;
        const { number, planted } = await drive(place.path, ground);
        assert.ok(planted > 0 && (await tablesWith(desk.database.ownerUrl, name)).includes('public.words'));
        await desk.act(number, 'desk', 'erase', { ground: 'on-request', reason: '来函' });
        assert.deepEqual(await tablesWith(desk.database.ownerUrl, name), []);
        const { faults } = await verifyLedger(desk.database.source);
        assert.deepEqual(
          faults.filter((fault) => fault.number === number),
          [],
        );
      });

  /** Takes a case along a path, with the name in each of its words; how often it stands there. */
  async function drive([first, ...rest]: Step[], ground: WalkSetting): Promise<{ number: string; planted: number }> {
    const { kind, rulebook } = ground;
    const site = siteOf(ground).id;
    const own = desk.atOtherTime(first!.at);
    const open = (of: string, input: object, by: string) =>
      own.opened(actorOf(by, ground), { kind: of, rulebook: rulebook.name, site, input });
    const out =
      kind === 'fault-repair'
        ? (
            await desk.opened('w09', {
              kind: 'outage',
              rulebook: 'power',
              site,
              input: { outageType: 'emergency', ...outage, words: { subject: '停电' } },
            })
          ).number
        : theOutage;
    const table = kinds[kind] as ActTable;
    let planted = 0;
    const target = (await open(kind, first!.input, first!.role)).number;
    const given = ({ act, input }: Step): Record<string, unknown> => {
      const whole = JSON.parse(JSON.stringify(input).replaceAll(another, target).replaceAll(theOutage, out));
      const said = plant(whole, table[act]!.fields ?? {}, `of-${target}`);
      planted += JSON.stringify(said).split(name).length - 1;
      return said;
    };
    const { number } = await open(kind, given(first!), first!.role);
    for (const step of rest) {
      own.time.set(step.at);
      await own.act(number, actorOf(step.role, ground), step.act, given(step));
    }
    return { number, planted };
  }
});

/** The input with the name in the place of everything that was said, and with files of its own. */
function plant(input: Record<string, unknown>, fields: ActFields, own: string): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(input).map(([key, value]) => {
      const field: ActField | undefined = Object.hasOwn(fields, key) ? fields[key] : undefined;
      if (key === 'words' && typeof value === 'object' && value !== null)
        return [key, Object.fromEntries(Object.keys(value).map((word) => [word, name]))];
      if (field?.type === 'words' && typeof value === 'string') return [key, name];
      if (field?.type === 'files') return [key, (value as string[]).map((id) => `${id}-${own}`)];
      return [key, field?.of ? (value as Record<string, unknown>[]).map((item) => plant(item, field.of!, own)) : value];
    }),
  );
}
