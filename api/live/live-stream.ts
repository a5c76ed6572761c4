import type { ServerResponse } from 'node:http';
import type { Caller } from '../permission/caller.js';

/** A reader who does not take what was sent: so much may wait for them. */
const maxWaitingBytes = 64 * 1024;
/** How long the last bytes of an ended stream may take. */
const endMs = 1_000;

/** One open stream of server-sent events. */
export class LiveStream {
  /** The change up to which the reader has been told. */
  position: number;

  constructor(
    private readonly response: ServerResponse,
    public caller: Caller,
    position: number,
    private readonly idOf: (position: number) => string,
  ) {
    this.position = position;
  }

  get isOpen(): boolean {
    return !this.response.writableEnded && !this.response.destroyed;
  }

  /** Calls back once the connection is gone, however it ended. */
  onClose(closed: () => void): void {
    this.response.once('close', closed);
    this.response.on('error', () => undefined);
  }

  /** Sends an event; one with a `position` is remembered by the client, and not sent again after a reconnect. */
  send(event: string, data: object, position?: number): void {
    this.write(
      `event: ${event}\n${position === undefined ? '' : `id: ${this.idOf(position)}\n`}data: ${JSON.stringify(data)}\n\n`,
    );
  }

  /** Keeps the connection alive, and tells how far the reader has been told: much of it may not have been theirs. */
  beat(): void {
    this.write(`: beat\nid: ${this.idOf(this.position)}\n\n`);
  }

  /** Sends text as it is; a slow reader is cut off, and reads anew when they come back. */
  write(text: string): void {
    if (!this.isOpen) return;
    this.response.write(text);
    if (this.response.writableLength > maxWaitingBytes) this.response.destroy();
  }

  end(): void {
    if (!this.isOpen) return;
    this.response.end();
    setTimeout(() => this.response.destroy(), endMs).unref();
  }
}
