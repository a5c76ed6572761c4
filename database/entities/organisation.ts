import { Column, Entity, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import type { Rulebook } from '../../domain/rulebook/rulebook.js';
import type { Text } from '../../domain/text.js';

@Entity('sites')
export class SiteRow {
  @PrimaryColumn('text') id!: string;
  @Column('text') kind!: string;
  @Column('jsonb') name!: Text;
  @Column('text') organisation!: string;
  /** Names of the rulebooks that hold here (P-2). */
  @Column('text', { array: true }) rulebooks!: string[];
  @Column('timestamptz', { name: 'ended_at', nullable: true }) endedAt!: Date | null;
}

@Entity('people')
export class PersonRow {
  @PrimaryColumn('text') id!: string;
  @Column('text') name!: string;
  @Column('text', { nullable: true }) email!: string | null;
  @Column('text', { nullable: true }) phone!: string | null;
  @Column('text') language!: string;
  @Column('text') organisation!: string;
  @Column('timestamptz', { name: 'ended_at', nullable: true }) endedAt!: Date | null;
}

/** A role somebody holds at one site (or all of their organisation), in one department where the role has one. */
@Entity('posts')
export class PostRow {
  @PrimaryGeneratedColumn({ type: 'bigint' }) id!: string;
  @Column('text', { name: 'person_id' }) personId!: string;
  @Column('text') role!: string;
  @Column('text', { name: 'site_id', nullable: true }) siteId!: string | null;
  @Column('text', { nullable: true }) department!: string | null;
}

/** A bearer token, as its SHA-256: the token itself is nowhere in the database. */
@Entity('tokens')
export class TokenRow {
  @PrimaryColumn('text') hash!: string;
  @Column('text', { name: 'person_id' }) personId!: string;
  @Column('timestamptz', { name: 'created_at' }) createdAt!: Date;
  @Column('timestamptz', { name: 'revoked_at', nullable: true }) revokedAt!: Date | null;
}

/** A version of a rulebook that cases may be pinned to: never changed once it is here. */
@Entity('rulebooks')
export class RulebookRow {
  @PrimaryColumn('text') name!: string;
  @PrimaryColumn('text') version!: string;
  @Column('text') sha256!: string;
  @Column('jsonb') body!: Rulebook;
  @Column('timestamptz', { name: 'loaded_at' }) loadedAt!: Date;
}
