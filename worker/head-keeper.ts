import type { Logger } from 'pino';
import type { Webhook } from '../activities/webhook.js';
import { readHeadKey } from '../ledger/heads/head-key.js';
import { thinLeaves } from '../ledger/heads/head-files.js';
import { lastHeads, makeHead, recordHeadExport } from '../ledger/heads/heads.js';

/** So many heads that the gateway has not taken yet are sent at once, the oldest first. */
const unsentAtOnce = 30;

/** Has the daily head made, and sends to the gateway (`webhook`) what it has not got yet. */
export class HeadKeeper {
  private saidNoKey = false;

  constructor(
    private readonly source: Parameters<typeof makeHead>[0],
    private readonly settings: { keyFile: string; folder: string; webhook?: Webhook | undefined },
    private readonly log: Logger,
  ) {}

  /** Makes a head where the last one is a day old; late ones are made up for by one. */
  async runOnce(): Promise<void> {
    const { keyFile, folder, webhook } = this.settings;
    const key = await readHeadKey(keyFile);
    if (!key) {
      if (!this.saidNoKey) this.log.warn('HEAD_KEY_FILE is not there: no heads over the cases are signed.');
      this.saidNoKey = true;
      return;
    }
    const made = await makeHead(this.source, { key, folder });
    if (made) {
      this.log.info({ head: made.head }, 'A head over all cases was signed.');
      const removed = await thinLeaves(folder);
      if (removed > 0) this.log.info({ removed }, 'Leaves of heads of more than 60 days ago were removed.');
    }
    if (webhook) await this.sendUnsent(webhook);
  }

  private async sendUnsent(webhook: Webhook): Promise<void> {
    const unsent = await lastHeads(this.source, unsentAtOnce, 'webhook');
    for (const { id, hash, head, signature, publicKey } of unsent.toReversed()) {
      await webhook.sendHead(`head-${hash}`, { head, signature, publicKey });
      await recordHeadExport(this.source, id, 'webhook');
    }
  }
}
