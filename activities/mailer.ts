import { createTransport, type Transporter } from 'nodemailer';
import type { DataSource } from 'typeorm';
import type { Text } from '../domain/text.js';

interface WaitingMail {
  id: string;
  number: string;
  kind: string;
  clause: string;
  text: Text;
  email: string;
  language: 'zh-CN' | 'en';
}

/**
 * Sends the mails of notices. A row is claimed, sent and marked in three steps, with no lock held over the network; a worker that dies in
 * between leaves a claim that lapses, and the second mail carries the same Message-ID.
 */
export class Mailer {
  private readonly transport: Transporter | undefined;

  constructor(
    private readonly source: DataSource,
    smtpUrl: string,
    private readonly from: string,
  ) {
    this.transport = smtpUrl ? createTransport(smtpUrl, { connectionTimeout: 10_000, socketTimeout: 20_000 } as never) : undefined;
  }

  /** Whether mail is set up; without it notices stay in the inbox. */
  get ready(): boolean {
    return this.transport !== undefined;
  }

  /** Sends what waits for a case; how many went out. Throws when the mail server refuses, so that the activity is tried again. */
  async deliver(number: string): Promise<number> {
    if (!this.transport) return 0;
    const mails = await this.claim(number);
    for (const mail of mails) {
      await this.transport.sendMail({ from: this.from, to: mail.email, messageId: `<notice-${mail.id}@banjie>`, ...letter(mail) }).catch(async (error: unknown) => {
        await this.source.query(`UPDATE notices SET mail_claimed_at = NULL WHERE id = ANY ($1::bigint[]) AND mail = 'waiting'`, [mails.map((one) => one.id)]);
        // The library's message may quote the address: only its code is passed on.
        throw new Error(`The mail server did not take notice ${mail.id}: ${(error as { code?: string }).code ?? 'refused'}.`);
      });
      await this.source.query(`UPDATE notices SET mail = 'sent', mail_sent_at = clock_timestamp() WHERE id = $1`, [mail.id]);
    }
    return mails.length;
  }

  close(): void {
    this.transport?.close();
  }

  private claim(number: string): Promise<WaitingMail[]> {
    return this.source
      .query(
        `UPDATE notices SET mail_claimed_at = clock_timestamp() FROM people
         WHERE people.id = notices.person_id AND notices.id IN (
           SELECT id FROM notices WHERE number = $1 AND mail = 'waiting' AND (mail_claimed_at IS NULL OR mail_claimed_at < clock_timestamp() - interval '5 minutes')
           ORDER BY id LIMIT 50 FOR UPDATE SKIP LOCKED
         )
         RETURNING notices.id, number, kind, clause, text, people.email, people.language`,
        [number],
      )
      .then((result) => result[0] as WaitingMail[]);
  }
}

/** Subject and body: the case's number, what is the matter and the clause. The words of the case stay in the database. */
function letter({ number, kind, clause, text, language }: WaitingMail): { subject: string; text: string } {
  const heading = headings[kind] ?? headings['inform']!;
  const what = text[language];
  return language === 'en'
    ? { subject: `[${number}] ${heading.en}: ${what}`, text: `Case ${number}: ${what}.\n${heading.en}, clause ${clause}.\n` }
    : { subject: `[${number}] ${heading['zh-CN']}：${what}`, text: `案件 ${number}：${what}。\n${heading['zh-CN']}，依据 ${clause}。\n` };
}

const headings: Record<string, Text> = {
  inform: { 'zh-CN': '告知', en: 'For your attention' },
  warn: { 'zh-CN': '即将到期', en: 'Running out' },
  breach: { 'zh-CN': '已超时', en: 'Late' },
  escalate: { 'zh-CN': '超时上报', en: 'Late, escalated' },
  urge: { 'zh-CN': '催办', en: 'Please act' },
  approve: { 'zh-CN': '待审批', en: 'Waits for your approval' },
  decided: { 'zh-CN': '已审批', en: 'Decided' },
  propose: { 'zh-CN': '建议', en: 'Proposed' },
  violation: { 'zh-CN': '违规记录', en: 'Rule broken' },
};
