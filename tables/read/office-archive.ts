import { crc32 } from 'node:zlib';
import { posix } from 'node:path';
import { SaxesParser } from 'saxes';
import { fromBufferPromise, openPromise, type Entry, type ZipFile } from 'yauzl';
import { TableBoundError, type BoundName, type TableBounds } from './table-bounds.js';

/** Where a table is: a path, or its bytes. */
export type TableSource = string | Uint8Array;

/** Hears what stands in an XML part, in its order. Names come without their prefix. */
export interface XmlVisitor {
  open(name: string, attributes: Record<string, string>): void;
  text?(text: string): void;
  close?(name: string): void;
}

/** Where a part points to: `type` is the last word of the relationship's, such as 'worksheet'. */
export interface PartRelation {
  id: string;
  type: string;
  path: string;
}

/** Ratios say little of what is small. */
const ratioFromBytes = 1024 * 1024;

/**
 * The XML parts of an Office file, which is a zip archive. Every part is checked against its sum: a damaged one throws
 * and never reads as something else. What goes beyond a bound throws as soon as it does.
 */
export class OfficeArchive {
  private readonly entries = new Map<string, Entry>();
  private unzippedBytes = 0;
  private elements = 0;

  private constructor(
    private readonly zip: ZipFile,
    private readonly bounds: TableBounds,
  ) {}

  /** Opens an archive; the caller closes it. */
  static async open(source: TableSource, bounds: TableBounds): Promise<OfficeArchive> {
    const zip =
      typeof source === 'string'
        ? await openPromise(source, { autoClose: false })
        : await fromBufferPromise(Buffer.from(source.buffer, source.byteOffset, source.byteLength));
    const parts = new OfficeArchive(zip, bounds);
    try {
      let found = 0;
      for await (const entry of zip.eachEntry()) {
        parts.check('parts', (found += 1));
        parts.entries.set(entry.fileName.toLowerCase(), entry);
      }
    } catch (error) {
      parts.close();
      throw error;
    }
    return parts;
  }

  close(): void {
    this.zip.close();
  }

  /**
   * Takes `visitor` through a part piece by piece. Before asking for the next piece, the caller may use what the visitor
   * has found. `again`: the part has been walked, and counted, before.
   */
  async *walk(path: string, visitor: XmlVisitor, again = false): AsyncGenerator<void> {
    const entry = this.entries.get(path.toLowerCase());
    if (!entry) throw new Error(`${path} is missing`);
    const parser = new BoundedParser(visitor, this.bounds, () => {
      if (!again) this.check('elements', (this.elements += 1));
    });
    const decoder = new TextDecoder('utf-8', { fatal: true });
    let sum = 0;
    for await (const bytes of await this.zip.openReadStreamPromise(entry)) {
      if (!again) this.countUnzipped(bytes.length);
      sum = crc32(bytes, sum);
      parser.write(decoder.decode(bytes, { stream: true }));
      yield;
    }
    if (sum !== entry.crc32) throw new Error(`${path} is not what was written`);
    parser.write(decoder.decode());
    parser.close();
    yield;
  }

  /** Takes `visitor` through a whole part. */
  async visit(path: string, visitor: XmlVisitor): Promise<void> {
    for await (const _ of this.walk(path, visitor)) continue;
  }

  /** Where the part at `path` points to inside the file; '' is the file itself. Nowhere, where it says nothing. */
  async relationsOf(path: string): Promise<PartRelation[]> {
    const folder = posix.dirname(path);
    const list = posix.join(folder, '_rels', `${posix.basename(path)}.rels`);
    const found: PartRelation[] = [];
    if (!this.entries.has(list.toLowerCase())) return found;
    await this.visit(list, {
      open: (name, { Id: id = '', Type: type = '', Target: target = '', TargetMode: mode }) => {
        if (name !== 'Relationship' || mode === 'External') return;
        this.check('parts', found.length + 1);
        found.push({ id, type: posix.basename(type), path: posix.resolve('/', folder, target).slice(1) });
      },
    });
    return found;
  }

  private countUnzipped(bytes: number): void {
    this.unzippedBytes += bytes;
    this.check('unzippedBytes', this.unzippedBytes);
    if (this.unzippedBytes > ratioFromBytes) this.check('ratio', this.unzippedBytes / this.zip.fileSize);
  }

  private check(bound: keyof TableBounds, counted: number): void {
    if (counted > this.bounds[bound]) throw new TableBoundError(bound, this.bounds);
  }
}

/** A parser that gives up at what is nested too deep, too long, or declares things of its own. */
class BoundedParser {
  private readonly parser = new SaxesParser();
  private depth = 0;
  private attributes = 0;
  private written = 0;
  /** Where the last name, attribute, text … ended. */
  private tokenStart = 0;

  constructor(
    visitor: XmlVisitor,
    private readonly bounds: TableBounds,
    countElement: () => void,
  ) {
    const { parser } = this;
    const local = (name: string) => name.slice(name.indexOf(':') + 1);
    const token = () => this.endToken();
    parser.on('opentagstart', () => {
      this.attributes = 0;
      countElement();
      token();
    });
    parser.on('attribute', () => {
      this.attributes += 1;
      if (this.attributes > bounds.attributes) this.refuse('attributes');
      token();
    });
    parser.on('opentag', ({ name, attributes }) => {
      this.depth += 1;
      if (this.depth > bounds.depth) this.refuse('depth');
      token();
      visitor.open(local(name), attributes);
    });
    parser.on('closetag', ({ name }) => {
      this.depth -= 1;
      token();
      visitor.close?.(local(name));
    });
    const text = (words: string) => {
      token();
      visitor.text?.(words);
    };
    parser.on('text', text);
    parser.on('cdata', text);
    parser.on('comment', token);
    parser.on('processinginstruction', token);
    parser.on('doctype', () => this.refuse('doctype'));
  }

  write(xml: string): void {
    this.parser.write(xml);
    this.written += xml.length;
    // What has not ended yet counts, too: one without an end would fill the memory.
    this.checkToken(this.written);
  }

  close(): void {
    this.parser.close();
  }

  private endToken(): void {
    // Between two pieces the parser's own position is not right.
    this.checkToken(this.parser.position);
    this.tokenStart = this.parser.position;
  }

  private checkToken(position: number): void {
    if (position - this.tokenStart > this.bounds.tokenCharacters) this.refuse('tokenCharacters');
  }

  private refuse(bound: BoundName): never {
    throw new TableBoundError(bound, this.bounds);
  }
}
