import { createHash } from 'node:crypto';

/** The hash of a leaf (RFC 6962, 2.1): what is a leaf can never be taken for a node. */
export function leafHash(text: string): Buffer {
  return createHash('sha256').update('\x00').update(text).digest();
}

function nodeHash(left: Buffer, right: Buffer): Buffer {
  return createHash('sha256').update('\x01').update(left).update(right).digest();
}

interface Subtree {
  size: number;
  hash: Buffer;
  holdsTarget: boolean;
}

/**
 * The Merkle tree of RFC 6962 over leaves that come one by one: it holds one hash for each bit of their count. With
 * `targetIndex` it also gathers the path from that leaf to the root.
 */
export class MerkleTree {
  private readonly subtrees: Subtree[] = [];
  private readonly pathHashes: Buffer[] = [];
  size = 0;

  constructor(private readonly targetIndex?: number) {}

  add(text: string): void {
    this.subtrees.push({ size: 1, hash: leafHash(text), holdsTarget: this.size === this.targetIndex });
    this.size += 1;
    while (this.subtrees.length > 1 && this.subtrees.at(-1)!.size === this.subtrees.at(-2)!.size) this.joinLast();
  }

  /** The root (hex) and the path from the target leaf upwards (hex); nothing may be added afterwards. */
  close(): { root: string; path: string[] } {
    while (this.subtrees.length > 1) this.joinLast();
    const root = this.subtrees[0]?.hash ?? createHash('sha256').digest();
    return { root: root.toString('hex'), path: this.pathHashes.map((hash) => hash.toString('hex')) };
  }

  private joinLast(): void {
    const right = this.subtrees.pop()!;
    const left = this.subtrees.pop()!;
    if (left.holdsTarget) this.pathHashes.push(right.hash);
    if (right.holdsTarget) this.pathHashes.push(left.hash);
    this.subtrees.push({
      size: left.size + right.size,
      hash: nodeHash(left.hash, right.hash),
      holdsTarget: left.holdsTarget || right.holdsTarget,
    });
  }
}
