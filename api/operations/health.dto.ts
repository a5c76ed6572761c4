import { ApiField, ApiFieldInstant } from '../api-field.js';

export const healthParts = [
  'engine',
  'worker',
  'outbox',
  'moments',
  'deliveries',
  'heads',
  'files',
  'database',
] as const;
export type HealthPart = (typeof healthParts)[number];
export const healthStates = ['fine', 'late', 'down'] as const;
export type HealthState = (typeof healthStates)[number];

export class HealthPartJson {
  @ApiField('what is looked at', { enum: [...healthParts] }) part!: HealthPart;
  @ApiField('how it is: `late` works behind time or needs a look, `down` does not work', { enum: [...healthStates] })
  state!: HealthState;
  @ApiFieldInstant('since when, as far as is known: the oldest that waits, the last sign of life, the last head', {
    nullable: true,
  })
  since!: string | null;
  @ApiField('how many: workers, acts not told, cases waiting, deliveries; null where nothing is counted', {
    type: 'integer',
    nullable: true,
  })
  count!: number | null;
  @ApiField('of deliveries: how many of them were given up', { type: 'integer', nullable: true }) failed!:
    number | null;
}

class LatenessJson {
  @ApiField('how many moments of clocks were entered within the last hour', { type: 'integer' }) moments!: number;
  @ApiField('how late half of them were at most, in ms; null where there was none', { type: 'integer', nullable: true })
  medianMs!: number | null;
  @ApiField('how late the latest was, in ms', { type: 'integer', nullable: true }) worstMs!: number | null;
}

export class DeskHealthJson {
  @ApiFieldInstant('the time of the answer') at!: string;
  @ApiField('version of the desk') version!: string;
  @ApiField('every part', { type: [HealthPartJson] }) parts!: HealthPartJson[];
  @ApiField('how late warnings and breaches were entered; null in a demo that runs faster than life', {
    type: LatenessJson,
    nullable: true,
  })
  lateness!: LatenessJson | null;
  @ApiFieldInstant('when the last head over the record was signed', { nullable: true }) headAt!: string | null;
  @ApiFieldInstant('when it was taken out of the database', { nullable: true }) headExportedAt!: string | null;
  @ApiFieldInstant('the moment that the last backup by `npm run backup` holds; null where there was none', {
    nullable: true,
  })
  backupAt!: string | null;
  @ApiField('size of the database in bytes; null for administrators of one organisation', {
    type: 'integer',
    nullable: true,
  })
  databaseBytes!: number | null;
}
