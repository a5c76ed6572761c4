import { createTransport, type Transporter } from 'nodemailer';
import addressparser from 'nodemailer/lib/addressparser/index.js';
import { DeliveryFailed, type OutgoingMessage } from './delivery-channel.js';

/** Mail: each message as plain text and as the same in HTML. */
export class Mailer {
  private readonly transport: Transporter;

  constructor(
    smtpUrl: string,
    private readonly from: string,
  ) {
    this.transport = createTransport(smtpUrl, {
      connectionTimeout: 10_000,
      greetingTimeout: 10_000,
      socketTimeout: 20_000,
    } as never);
  }

  /** Sends one mail. Throws `DeliveryFailed`. */
  async send({
    id,
    to,
    subject,
    body,
    language,
  }: Pick<OutgoingMessage, 'id' | 'to' | 'subject' | 'body' | 'language'>): Promise<void> {
    if (!isOneAddress(to)) throw new DeliveryFailed('bad-address', 'for-good');
    const headers = { 'Auto-Submitted': 'auto-generated', 'Content-Language': language };
    await this.transport
      .sendMail({
        from: this.from,
        to: { name: '', address: to },
        messageId: `<${id}@banjie>`,
        subject,
        text: body,
        html: htmlOf(body, language),
        headers,
      })
      .catch((error: unknown) => {
        const { code, responseCode } = error as { code?: string; responseCode?: number };
        // 5xx to the recipient or the content is about this mail; to the greeting or the login it is about us.
        const refused = (responseCode ?? 0) >= 500 && (code === 'EENVELOPE' || code === 'EMESSAGE');
        throw new DeliveryFailed(
          responseCode ? String(responseCode) : (code ?? 'refused'),
          refused ? 'for-good' : 'try-again',
        );
      });
  }

  close(): void {
    this.transport.close();
  }
}

/** One address and nothing beside it: whatever else was kept before addresses were checked goes nowhere. */
function isOneAddress(to: string): boolean {
  const [one, ...more] = addressparser(to);
  return (
    more.length === 0 &&
    one !== undefined &&
    'address' in one &&
    one.address === to &&
    !/\s/.test(to) &&
    to.includes('@')
  );
}

function htmlOf(body: string, language: string): string {
  const lines = body
    .split('\n')
    .map((line) => escaped(line).replace(/https?:\/\/[^\s&<>"']+/g, (url) => `<a href="${url}">${url}</a>`));
  return `<!doctype html><html lang="${language}"><meta charset="utf-8"><body>${lines.map((line) => `<p>${line}</p>`).join('')}</body></html>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
