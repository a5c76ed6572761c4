import type { CaseState } from '../../../domain/case/case.js';
import type { TestLedger } from '../test-ledger.js';
import type { Who } from '../actors.js';
import type { Act } from '../deadline.js';

export type Organisation = 'property' | 'heating' | 'power';

/** Where each demo organisation is, and who takes questions there. */
const at = {
  property: { site: 'sunshine', agent: 'p01', channel: 'phone' },
  heating: { site: 'north-town-heat', agent: 'h01', channel: 'hotline' },
  power: { site: 'river-county-power', agent: 'w01', channel: 'hotline' },
} as const;

interface Coming {
  by?: Who;
  channel?: string;
  receivedAt?: string;
  input?: Record<string, unknown>;
  words?: Record<string, string>;
}

/** A question that came by phone: reachable, not yet answered. */
export function inquiry(desk: TestLedger, organisation: Organisation, coming: Coming = {}): Promise<CaseState> {
  return opened(
    desk,
    organisation,
    'inquiry',
    { subject: '采暖费怎么交', customer: '张三', phone: '13800000000' },
    coming,
  );
}

export function suggestion(desk: TestLedger, organisation: Organisation, coming: Coming = {}): Promise<CaseState> {
  return opened(
    desk,
    organisation,
    'suggestion',
    { subject: '大厅加一台自助机', customer: '张三', phone: '13800000000' },
    coming,
  );
}

/** A visitor at the counter who pays an electricity or heating bill. */
export function visitor(desk: TestLedger, organisation: 'heating' | 'power', coming: Coming = {}): Promise<CaseState> {
  const business = organisation === 'power' ? 'residential-payment' : 'heat-fee';
  return opened(
    desk,
    organisation,
    'counter-service',
    { subject: '交费', phone: '13800000000' },
    {
      by: organisation === 'power' ? 'w05' : 'h01',
      channel: 'counter',
      ...coming,
      input: { business, ...coming.input },
    },
  );
}

/** Acts one after the other; gives the number. */
export async function inTurn(desk: TestLedger, opening: Promise<CaseState>, ...acts: Act[]): Promise<string> {
  const { number } = await opening;
  for (const [who, act, input] of acts) await desk.act(number, who, act, input ?? {});
  return number;
}

function opened(
  desk: TestLedger,
  organisation: Organisation,
  kind: string,
  said: Record<string, string>,
  { by, channel, receivedAt, input, words }: Coming,
): Promise<CaseState> {
  const { site, agent, channel: usual } = at[organisation];
  return desk.opened(by ?? agent, {
    kind,
    rulebook: organisation,
    site,
    ...(receivedAt ? { receivedAt } : {}),
    input: { channel: channel ?? usual, words: { ...said, ...words }, ...input },
  });
}
