// What notices are sent to in tests: a real SMTP server and a real HTTP server that checks signatures.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { Webhook } from 'standardwebhooks';

export const secret = `whsec_${Buffer.from('a secret that is only for tests!').toString('base64')}`;

export interface ReceivedMessage {
  id: string;
  data: {
    channel: string;
    to: string;
    number: string;
    kind: string;
    clause: string;
    subject: string;
    body: string;
    text: string;
    language: string;
  };
}

/** A gateway: keeps what is rightly signed, answers as `status` says after `delayMs`. */
export class WebhookReceiver {
  readonly received: ReceivedMessage[] = [];
  badlySigned = 0;
  asked = 0;
  status = 200;
  delayMs = 0;
  private constructor(private readonly server: Server) {}

  static async start(): Promise<WebhookReceiver> {
    const server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString('utf8')));
      request.on('end', () => {
        gateway.asked += 1;
        try {
          const { data } = new Webhook(secret).verify(
            body,
            request.headers as Record<string, string>,
          ) as ReceivedMessage;
          if (gateway.status < 300) gateway.received.push({ id: String(request.headers['webhook-id']), data });
        } catch {
          gateway.badlySigned += 1;
        }
        setTimeout(
          () =>
            response
              .writeHead(gateway.status, gateway.status === 302 ? { location: 'http://127.0.0.1:1/' } : {})
              .end('{}'),
          gateway.delayMs,
        );
      });
    });
    const gateway = new WebhookReceiver(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return gateway;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/notices`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }
}

export interface Mail {
  to: string;
  raw: string;
}

/** A mail server: keeps what it takes; refuses with `refuse` where it is set. */
export class MailServer {
  readonly mails: Mail[] = [];
  refuse = 0;
  private constructor(private readonly server: SMTPServer) {}

  static async start(): Promise<MailServer> {
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onData(stream, session, done) {
        let raw = '';
        stream.on('data', (chunk: Buffer) => (raw += chunk.toString('utf8')));
        stream.on('end', () => {
          if (mail.refuse)
            return done(Object.assign(new Error('not now, zhang@example.com'), { responseCode: mail.refuse }));
          mail.mails.push({ to: session.envelope.rcptTo[0]!.address, raw });
          return done();
        });
      },
    });
    const mail = new MailServer(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return mail;
  }

  get url(): string {
    return `smtp://127.0.0.1:${(this.server.server.address() as AddressInfo).port}`;
  }

  to(address: string): string[] {
    return this.mails.filter((one) => one.to === address).map(({ raw }) => raw);
  }

  async stop(): Promise<void> {
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }
}
