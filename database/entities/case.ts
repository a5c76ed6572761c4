import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { CaseState, CaseChange, NoticeRequest } from '../../domain/case/case.js';
import type { Scalar } from '../../domain/text.js';

/** The newest state of a case, with the columns that lists filter and sort by. Written by the ledger alone. */
@Entity('cases')
export class CaseRow {
  @PrimaryColumn('text') number!: string;
  @Column('text') kind!: string;
  @Column('text') rulebook!: string;
  @Column('text') version!: string;
  @Column('text') site!: string;
  @Column('text') status!: string;
  @Column('text', { nullable: true }) tier!: string | null;
  @Column('text', { nullable: true }) department!: string | null;
  @Column('integer') round!: number;
  @Column('timestamptz', { name: 'received_at' }) receivedAt!: Date;
  @Column('timestamptz', { name: 'opened_at' }) openedAt!: Date;
  @Column('timestamptz', { name: 'closed_at', nullable: true }) closedAt!: Date | null;
  @Column('timestamptz', { name: 'next_moment_at', nullable: true }) nextMomentAt!: Date | null;
  @Column('integer', { name: 'late_clocks' }) lateClocks!: number;
  @Column('text', { nullable: true }) subject!: string | null;
  @Column('text', { name: 'customer_key', nullable: true }) customerKey!: string | null;
  @Column('text', { name: 'joined_to', nullable: true }) joinedTo!: string | null;
  @Column('text', { name: 'unseen_by', array: true, nullable: true }) unseenBy!: string[] | null;
  @Column('text', { nullable: true }) line!: string | null;
  @Column('text', { nullable: true }) owner!: string | null;
  @Column('text', { name: 'imported_from', nullable: true }) importedFrom!: string | null;
  @Column('integer') seq!: number;
  @Column('text', { name: 'last_hash' }) lastHash!: string;
  @Column('jsonb') state!: CaseState;
}

/** One numbered, immutable, hash-chained entry of the ledger (台账). */
@Entity('entries')
export class EntryRow {
  @PrimaryColumn('text') number!: string;
  @PrimaryColumn('integer') seq!: number;
  @Column('text') act!: string;
  @Column('text') actor!: string;
  @Column('text') role!: string;
  @Column('timestamptz') at!: Date;
  @Column('timestamptz', { name: 'happened_at' }) happenedAt!: Date;
  @Column('jsonb') input!: Record<string, unknown>;
  @Column('jsonb') facts!: Record<string, Scalar>;
  @Column('jsonb') changes!: CaseChange[];
  @Column('jsonb') notices!: NoticeRequest[];
  @Column('text', { name: 'previous_hash' }) previousHash!: string;
  @Column('text') hash!: string;
  @Column('timestamptz', { name: 'entered_at' }) enteredAt!: Date;
}

/** A clock as lists need it; the whole of it is in the case's state. */
@Entity('clocks')
export class ClockRow {
  @PrimaryColumn('text') number!: string;
  @PrimaryColumn('text') id!: string;
  @Column('text') rule!: string;
  @Column('text') clause!: string;
  @Column('text') who!: string;
  @Column('timestamptz', { name: 'started_at' }) startedAt!: Date;
  @Column('timestamptz') due!: Date;
  @Column('timestamptz', { name: 'breached_at', nullable: true }) breachedAt!: Date | null;
  @Column('timestamptz', { name: 'ended_at', nullable: true }) endedAt!: Date | null;
}

/** What somebody in a role (or one person) has to do now. */
@Entity('tasks')
export class TaskRow {
  @PrimaryColumn('text') number!: string;
  @PrimaryColumn('text') id!: string;
  @Column('text') role!: string;
  @Column('text') site!: string;
  @Column('text', { nullable: true }) department!: string | null;
  @Column('text', { nullable: true }) person!: string | null;
  @Column('bigint', { nullable: true }) team!: string | null;
  @Column('text', { array: true }) acts!: string[];
  @Column('text') clause!: string;
  @Column('timestamptz') since!: Date;
  @Column('timestamptz', { nullable: true }) due!: Date | null;
}
