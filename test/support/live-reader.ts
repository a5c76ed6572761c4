// Reads a stream of server-sent events as a browser would.
import { get, type ClientRequest, type IncomingMessage } from 'node:http';

export interface LiveEvent {
  event: string;
  id: string | undefined;
  // oxlint-disable-next-line typescript/no-explicit-any
  data: any;
}

export class LiveReader {
  readonly events: LiveEvent[] = [];
  /** The last id that came, with an event or with a beat. */
  lastId: string | undefined;
  beats = 0;
  ended = false;
  private text = '';
  private readonly counts = new Map<string, number>();
  private readonly waiting = new Set<() => void>();

  private constructor(
    private readonly request: ClientRequest,
    readonly response: IncomingMessage,
  ) {
    response.setEncoding('utf8');
    const end = () => {
      this.ended = true;
      for (const look of this.waiting) look();
    };
    response.on('close', end).on('error', end);
  }

  /** Once the headers are there. `unread`: nothing is taken from the connection. */
  static open(
    url: string,
    person: string,
    { lastId, unread = false }: { lastId?: string | undefined; unread?: boolean } = {},
  ): Promise<LiveReader> {
    return new Promise((resolve, reject) => {
      const headers = {
        authorization: `Bearer token-${person}`,
        ...(lastId === undefined ? {} : { 'last-event-id': lastId }),
      };
      const request = get(`${url}/v1/live`, { headers, agent: false }, (response) => {
        const reader = new LiveReader(request, response);
        if (!unread) response.on('data', (text: string) => reader.take(text));
        resolve(reader);
      }).on('error', reject);
    });
  }

  close(): void {
    this.request.destroy();
  }

  /** How many of an event have come: of thousands nobody wants the list each time. */
  count(event: string): number {
    return this.counts.get(event) ?? 0;
  }

  of(event: string): LiveEvent[] {
    return this.events.filter((one) => one.event === event);
  }

  /** Waits until it is so; fails where the stream ends or a minute goes by. */
  until(is: () => boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => finish(new Error(`Only came: ${this.tail()}`)), 60_000);
      const finish = (error?: Error) => {
        clearTimeout(timer);
        this.waiting.delete(look);
        if (error) reject(error);
        else resolve();
      };
      const look = () => {
        if (is()) finish();
        else if (this.ended) finish(new Error(`The stream has ended after ${this.tail()}`));
      };
      this.waiting.add(look);
      look();
    });
  }

  private tail(): string {
    return `${this.events.length} events, the last ${JSON.stringify(this.events.slice(-20))}`;
  }

  private take(text: string): void {
    this.text += text;
    for (let end = this.text.indexOf('\n\n'); end >= 0; end = this.text.indexOf('\n\n')) {
      const lines = this.text.slice(0, end).split('\n');
      this.text = this.text.slice(end + 2);
      const field = (name: string) => lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
      if (lines.some((line) => line.startsWith(': beat'))) this.beats += 1;
      this.lastId = field('id') ?? this.lastId;
      const event = field('event');
      if (!event) continue;
      this.events.push({ event, id: field('id'), data: JSON.parse(field('data')!) });
      this.counts.set(event, this.count(event) + 1);
    }
    for (const look of this.waiting) look();
  }
}
