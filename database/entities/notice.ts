import { Column, Entity, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import type { Refusal } from '../../domain/refusal.js';
import type { Text } from '../../domain/text.js';

/** Somebody told something about a case: a row of the inbox; what goes out by mail, chat or SMS are its deliveries. */
@Entity('notices')
export class NoticeRow {
  @PrimaryGeneratedColumn({ type: 'bigint' }) id!: string;
  @Column('text') number!: string;
  @Column('integer') seq!: number;
  @Column('text') role!: string;
  @Column('text', { name: 'person_id', nullable: true }) personId!: string | null;
  @Column('text') kind!: string;
  @Column('text') clause!: string;
  @Column('text', { nullable: true }) clock!: string | null;
  @Column('jsonb') text!: Text;
  @Column('timestamptz', { name: 'created_at' }) createdAt!: Date;
  @Column('timestamptz', { name: 'read_at', nullable: true }) readAt!: Date | null;
  @Column('timestamptz', { name: 'fanned_out_at', nullable: true }) fannedOutAt!: Date | null;
}

/** An entry the engine has not been told of yet. */
@Entity('outbox')
export class OutboxRow {
  @PrimaryColumn('text') number!: string;
  @PrimaryColumn('integer') seq!: number;
  @Column('timestamptz', { name: 'created_at' }) createdAt!: Date;
}

/** The answer an Idempotency-Key has been given. */
@Entity('idempotency_keys')
export class IdempotencyKeyRow {
  @PrimaryColumn('text') actor!: string;
  @PrimaryColumn('text') key!: string;
  @Column('text', { name: 'body_sha256' }) bodySha256!: string;
  @Column('text', { nullable: true }) number!: string | null;
  @Column('integer', { nullable: true }) seq!: number | null;
  @Column('jsonb', { nullable: true }) refusal!: Refusal | null;
  @Column('timestamptz', { name: 'created_at' }) createdAt!: Date;
}
