import { crc32 } from 'node:zlib';
import { posix } from 'node:path';
import { SaxesParser } from 'saxes';
import { openPromise, type Entry, type ZipFile } from 'yauzl';

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

/**
 * The XML parts of an Office file, which is a zip archive. Every part is checked against its sum: a damaged one throws
 * and never reads as something else.
 */
export class OfficeArchive {
  private constructor(
    private readonly zip: ZipFile,
    private readonly entries: Map<string, Entry>,
  ) {}

  /** Opens the archive at `file`; the caller closes it. */
  static async open(file: string): Promise<OfficeArchive> {
    const zip = await openPromise(file, { autoClose: false });
    const parts = new OfficeArchive(zip, new Map());
    try {
      for await (const entry of zip.eachEntry()) parts.entries.set(entry.fileName.toLowerCase(), entry);
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
   * has found.
   */
  async *walk(path: string, visitor: XmlVisitor): AsyncGenerator<void> {
    const entry = this.entries.get(path.toLowerCase());
    if (!entry) throw new Error(`${path} is missing`);
    const parser = parserFor(visitor);
    const decoder = new TextDecoder('utf-8', { fatal: true });
    let sum = 0;
    for await (const bytes of await this.zip.openReadStreamPromise(entry)) {
      sum = crc32(bytes, sum);
      parser.write(decoder.decode(bytes, { stream: true }));
      yield;
    }
    if (sum !== entry.crc32) throw new Error(`${path} is not what was written`);
    parser.write(decoder.decode()).close();
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
      open(name, { Id: id = '', Type: type = '', Target: target = '', TargetMode: mode }) {
        if (name !== 'Relationship' || mode === 'External') return;
        found.push({ id, type: posix.basename(type), path: posix.resolve('/', folder, target).slice(1) });
      },
    });
    return found;
  }
}

function parserFor(visitor: XmlVisitor): SaxesParser {
  const parser = new SaxesParser();
  const local = (name: string) => name.slice(name.indexOf(':') + 1);
  parser.on('opentag', ({ name, attributes }) => visitor.open(local(name), attributes));
  parser.on('closetag', ({ name }) => visitor.close?.(local(name)));
  parser.on('text', (text) => visitor.text?.(text));
  parser.on('cdata', (text) => visitor.text?.(text));
  return parser;
}
