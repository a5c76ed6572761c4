import { Inject, Injectable } from '@nestjs/common';
import type { Head } from '../../ledger/heads/head-files.js';
import { lastHeads } from '../../ledger/heads/heads.js';
import { Ledger } from '../../ledger/ledger.js';
import { ApiField, ApiFieldInstant } from '../api-field.js';
import type { Caller } from '../permission/caller.js';
import { requireRight } from '../permission/rights.js';

const shown = 100;

class HeadExportJson {
  @ApiField('where it went: the folder of heads, or the gateway', { enum: ['folder', 'webhook'] }) to!: string;
  @ApiFieldInstant('when, in UTC', { example: '2026-11-29T02:00:00.000Z' }) at!: string;
}

class HeadJson {
  @ApiFieldInstant('the moment it is of, in UTC', { example: '2026-11-29T02:00:00.000Z' }) at!: string;
  @ApiField('SHA-256 of what was signed; the next head names it. Null for administrators of one organisation', {
    nullable: true,
  })
  hash!: string | null;
  @ApiField('root of the Merkle tree over all cases (RFC 6962, SHA-256, hex)') root!: string;
  @ApiField('how many cases it covers; null for administrators of one organisation', {
    type: 'integer',
    nullable: true,
  })
  cases!: number | null;
  @ApiField('Ed25519 signature, base64; null for administrators of one organisation', { nullable: true }) signature!:
    string | null;
  @ApiField('the key it is signed with, 32 bytes in hex') publicKey!: string;
  @ApiField('whether it lies anywhere outside the database') exported!: boolean;
  @ApiField('where it went', { type: [HeadExportJson] }) exports!: HeadExportJson[];
}

export class HeadsJson {
  @ApiField('the newest first', { type: [HeadJson] }) heads!: HeadJson[];
}

/** The heads on record. */
@Injectable()
export class HeadService {
  constructor(@Inject(Ledger) private readonly ledger: Ledger) {}

  /** How many cases there are in all tells an organisation's administrators of the others: those see no count, nor what it could be guessed from. */
  async last(who: Caller): Promise<HeadsJson> {
    const all = requireRight('see-heads', who, this.ledger.rulebooks.all()) === 'all';
    const heads = await lastHeads(this.ledger.source, shown);
    return {
      heads: heads.map(({ head, hash, signature, publicKey, exports }) => {
        const { at, root, cases } = JSON.parse(head) as Head;
        const exported = exports.length > 0;
        const forAll = all ? { hash, cases, signature } : { hash: null, cases: null, signature: null };
        return { at, root, ...forAll, publicKey, exported, exports };
      }),
    };
  }
}
