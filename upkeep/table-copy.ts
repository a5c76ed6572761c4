// A table as PostgreSQL writes it by COPY, out of the database and into it: every value as it is, whatever its type.
import { once } from 'node:events';
import { Readable } from 'node:stream';
import type { Client, Connection, Submittable } from 'pg';

/** How many rows a COPY says it has moved. */
const rowsOf = (tag: string): number => Number(/^COPY (\d+)$/.exec(tag)?.[1] ?? 0);

/** What the types of the driver leave out. */
type WiredConnection = Connection & {
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
  sendCopyFail(why: string): void;
};

/** What COPY … TO STDOUT gives; `rows` once it has ended. The connection rests while nobody reads. */
class CopyOut extends Readable implements Submittable {
  rows = 0;
  private connection: Connection | undefined;
  private fault: Error | undefined;

  constructor(private readonly statement: string) {
    super();
  }

  submit(connection: Connection): void {
    this.connection = connection;
    connection.query(this.statement);
  }

  override _read(): void {
    this.connection?.stream.resume();
  }

  /** The driver uses the memory of a chunk again: it is copied. */
  handleCopyData({ chunk }: { chunk: Buffer }): void {
    if (!this.push(Buffer.from(chunk))) this.connection?.stream.pause();
  }

  handleCommandComplete({ text }: { text: string }): void {
    this.rows = rowsOf(text);
  }

  handleError(error: Error): void {
    this.fault = error;
    this.destroy(error);
  }

  handleReadyForQuery(): void {
    this.connection = undefined;
    if (!this.fault) this.push(null);
  }
}

/** Feeds COPY … FROM STDIN; `done` gives the number of rows, or throws what the database or the source says. */
class CopyIn implements Submittable {
  readonly done: Promise<number>;
  private rows = 0;
  private fault: Error | undefined;
  private resolve!: (rows: number) => void;
  private reject!: (error: Error) => void;

  constructor(
    private readonly statement: string,
    private readonly source: Readable,
  ) {
    this.done = new Promise((resolve, reject) => ([this.resolve, this.reject] = [resolve, reject]));
  }

  submit(connection: Connection): void {
    connection.query(this.statement);
  }

  handleCopyInResponse(connection: WiredConnection): void {
    void this.feed(connection);
  }

  private async feed(connection: WiredConnection): Promise<void> {
    try {
      for await (const chunk of this.source as AsyncIterable<Buffer>) {
        if (this.fault) return;
        connection.sendCopyFromChunk(chunk);
        if (connection.stream.writableNeedDrain) await once(connection.stream, 'drain');
      }
      connection.endCopyFrom();
    } catch (error) {
      this.fault ??= error as Error;
      connection.sendCopyFail('The backup could not be read.');
    }
  }

  handleCommandComplete({ text }: { text: string }): void {
    this.rows = rowsOf(text);
  }

  handleError(error: Error): void {
    this.fault ??= error;
  }

  handleReadyForQuery(): void {
    if (this.fault) this.reject(this.fault);
    else this.resolve(this.rows);
  }
}

/** The columns of a table as COPY takes them. */
const columnsOf = (columns: readonly string[]): string => columns.map((name) => `"${name}"`).join(', ');

/** The rows of a table as a stream; its `rows` is their number once it has ended. */
export function copyOut(
  client: Client,
  table: string,
  columns: readonly string[],
): Readable & { readonly rows: number } {
  return client.query(new CopyOut(`COPY "${table}" (${columnsOf(columns)}) TO STDOUT`));
}

/** Writes rows that `copyOut` gave into a table; how many. Throws, with the connection to be used on, what stopped it. */
export function copyIn(client: Client, table: string, columns: readonly string[], source: Readable): Promise<number> {
  return client.query(new CopyIn(`COPY "${table}" (${columnsOf(columns)}) FROM STDIN`, source)).done;
}
