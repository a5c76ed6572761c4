import { randomUUID } from 'node:crypto';
import { Inject, Injectable, StreamableFile } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { fieldAt } from '../../domain/deciding/evidence.js';
import {
  fileOfKey,
  filesOfCase,
  fileWithUses,
  keepFile,
  OverUploadQuota,
  type FileOrigin,
  type StoredFile,
  type UploadedFile,
} from '../../ledger/files/file-records.js';
import { isOverQuota, uploadsOfDay } from '../../ledger/files/upload-quota.js';
import type { FileDraft } from '../../ledger/files/file-draft.js';
import { FileStore } from '../../ledger/files/file-store.js';
import { fileTypes, detectFileType, type FileType } from '../../ledger/files/file-types.js';
import { Ledger } from '../../ledger/ledger.js';
import type { Caller } from '../permission/caller.js';
import { rowOf } from '../../domain/kinds/kinds.js';
import { localTime } from '../cases/clock-json.js';
import { CaseService } from '../cases/case.service.js';
import type { IdempotencyContext } from '../idempotency.js';
import { requireCaseWorker } from '../permission/case-visibility.js';
import { ApiProblem } from '../problem.js';
import { mayReadFileOnRecord } from '../permission/file-visibility.js';
import { mayReadFile } from '../permission/redaction.js';
import { ApiField, ApiFieldInstant } from '../api-field.js';
import { InputPipe } from '../validation.js';
import type { LimitSettings } from '../limits/limit-settings.js';
import { UploadsUnderWay } from '../limits/uploads-under-way.js';
import { captureMetadataOf, FileDto } from './file.dto.js';
import { formOverheadBytes } from './uploads.js';
import { readUploadForm } from './upload-form.js';

class FilePlaceJson {
  @ApiField('degrees north', { type: Number }) latitude!: number;
  @ApiField('degrees east', { type: Number }) longitude!: number;
}

export class FileJson {
  @ApiField('its id: name it in a field for files') id!: string;
  @ApiField('SHA-256 of its content, in hex') sha256!: string;
  @ApiField('bytes', { type: 'integer' }) size!: number;
  @ApiField('what it is, by its content', { enum: Object.keys(fileTypes) }) type!: FileType;
  @ApiFieldInstant('when it was taken, as the app says', { required: false }) takenAt?: string;
  @ApiField('where it was taken, as the app says', { required: false, type: FilePlaceJson }) place?: FilePlaceJson;
}

class CaseFileJson extends FileJson {
  @ApiField('the entry that names it', { type: 'integer' }) seq!: number;
  @ApiField('the act of that entry') act!: string;
  @ApiField('the field it is named in', { example: 'photos' }) field!: string;
  @ApiFieldInstant('when it was entered') at!: string;
  @ApiField('id of the person who handed it in') uploadedBy!: string;
}

export class CaseFilesJson {
  @ApiField('number of the case') number!: string;
  @ApiField('its files, in the order of its entries', { type: [CaseFileJson] }) files!: CaseFileJson[];
}

/** Uploaded files. Until an entry names one only its uploader may read it, then everybody who may read that entry. */
@Injectable()
export class FileService {
  private readonly pipe = new InputPipe();
  private readonly underWay: UploadsUnderWay;

  constructor(
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(FileStore) private readonly store: FileStore,
    @Inject(CaseService) private readonly caseService: CaseService,
    @Inject('LimitSettings') private readonly limits: LimitSettings,
  ) {
    this.underWay = new UploadsUnderWay(limits.uploadsAtOnce);
  }

  async upload(who: Caller, request: FastifyRequest, { key, reply }: IdempotencyContext): Promise<FileJson> {
    requireCaseWorker(who);
    const leave = this.underWay.enter(who.actor.id, request, reply);
    try {
      await this.requireQuota(who, request, key);
      return await this.receive(who, request, { key, reply });
    } finally {
      leave();
    }
  }

  private async receive(who: Caller, request: FastifyRequest, keyed: IdempotencyContext): Promise<FileJson> {
    const { draft, fields } = await readUploadForm(request, this.store);
    try {
      const said = (await this.pipe.transform(withFigures(fields), { type: 'body', metatype: FileDto })) as FileDto;
      return await this.enter(who, draft, said, keyed);
    } finally {
      await this.store.discard(draft);
    }
  }

  /** Enters a draft as a file of the caller, under the key of the request; what came before under it is answered again. */
  async enter(who: Caller, draft: FileDraft, said: FileDto, keyed: IdempotencyContext): Promise<FileJson> {
    const { source } = this.ledger;
    const { actor } = who;
    const type = detectFileType(draft.head);
    if (!type) throw unsupportedFileType();
    const file: UploadedFile = { sha256: draft.sha256, size: draft.size, type, ...captureMetadataOf(said) };
    const before = await fileOfKey(source, actor.id, keyed.key);
    const origin = { by: actor, key: keyed.key, quota: this.limits };
    const entered = before ?? (await this.keep(draft, file, origin));
    return before ? this.answerAgain(entered, file, keyed) : this.answer(sameAs(entered, file), keyed);
  }

  private async keep(draft: FileDraft, file: UploadedFile, origin: FileOrigin): Promise<StoredFile> {
    try {
      return await keepFile(this.ledger.source, this.store, draft, { id: randomUUID(), ...file }, origin);
    } catch (error) {
      throw error instanceof OverUploadQuota ? uploadQuotaProblem(error.freeInSeconds) : error;
    }
  }

  /** The answer that the same key was given before, where it came with the same; `said`: as far as it is known. */
  answerAgain(file: StoredFile, said: Partial<UploadedFile>, keyed: Pick<IdempotencyContext, 'reply'>): FileJson {
    const answer = this.answer(sameAs(file, said), keyed);
    void keyed.reply.header('idempotency-replayed', 'true');
    return answer;
  }

  private answer(file: StoredFile, { reply }: Pick<IdempotencyContext, 'reply'>): FileJson {
    void reply.header('location', `/v1/files/${file.id}`);
    return fileJson(file);
  }

  /** Before the body is read: who has handed in enough today need not send it. What came before is answered again. */
  private async requireQuota({ actor }: Caller, { headers }: FastifyRequest, key: string): Promise<void> {
    const { uploadsPerDay, uploadBytesPerDay } = this.limits;
    if (uploadsPerDay === 0 && uploadBytesPerDay === 0) return;
    const { source } = this.ledger;
    const before = await uploadsOfDay(source, actor.id);
    const size = Math.max(0, Number(headers['content-length'] ?? 0) - formOverheadBytes);
    if (!isOverQuota(before, size, this.limits) || (await fileOfKey(source, actor.id, key))) return;
    throw uploadQuotaProblem(before.freeInSeconds);
  }

  async content(who: Caller, id: string): Promise<StreamableFile> {
    const found = /^[\w.:-]{1,64}$/.test(id) ? await fileWithUses(this.ledger.source, id) : undefined;
    if (!found || !mayReadFileOnRecord(who, found)) throw noSuchFile();
    const { file } = found;
    return new StreamableFile(await this.store.read(file.sha256), {
      type: file.type,
      length: file.size,
      disposition: `attachment; filename="${file.id}.${fileTypes[file.type]}"`,
    });
  }

  async ofCase(who: Caller, number: string): Promise<CaseFilesJson> {
    const state = await this.caseService.stateFor(who, number);
    const local = localTime((await this.ledger.rulebooks.get(state.rulebook, state.version)).timeZone);
    const rows = await filesOfCase(this.ledger.source, number);
    const shown = rows.filter(({ act, field }) =>
      mayReadFile(who, state, fieldAt(rowOf(state.kind, act)?.fields ?? {}, field)),
    );
    const files = shown.map((row) => ({
      ...fileJson(row, local),
      seq: row.seq,
      act: row.act,
      field: row.field,
      at: local(row.at.toISOString()),
      uploadedBy: row.uploadedBy,
    }));
    return { number, files };
  }
}

/** Fields of a form are text: those that are figures as figures. */
function withFigures(fields: Record<string, string>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      name !== 'takenAt' && /^-?\d{1,3}(\.\d{1,20})?$/.test(value.trim()) ? Number(value) : value,
    ]),
  );
}

function sameAs(stored: StoredFile, said: Partial<UploadedFile>): StoredFile {
  for (const name of ['sha256', 'takenAt', 'latitude', 'longitude'] as const)
    if (said[name] !== undefined && said[name] !== stored[name])
      throw ApiProblem.of(
        'key-reused',
        'This Idempotency-Key came before with another file: use a new key.',
        '该 Idempotency-Key 已用于其他文件，请使用新的键。',
      );
  return stored;
}

function fileJson(
  { id, sha256, size, type, takenAt, latitude, longitude }: StoredFile,
  local = (at: string): string => at,
): FileJson {
  return {
    id,
    sha256,
    size,
    type,
    ...(takenAt === null ? {} : { takenAt: local(takenAt) }),
    ...(latitude === null || longitude === null ? {} : { place: { latitude, longitude } }),
  };
}

/** Somebody has handed in as much as one person may; so many seconds until the next is taken. */
export function uploadQuotaProblem(seconds: number): ApiProblem {
  const minutes = Math.max(1, Math.ceil(seconds / 60));
  return ApiProblem.of(
    'upload-quota',
    `You have handed in as many files as one person may within 24 hours: the next is taken in ${minutes} minutes. Ask your administrator if the work needs more.`,
    `您 24 小时内上传的文件已达上限，请在 ${minutes} 分钟后重试；如工作需要，请联系管理员。`,
    { headers: { 'retry-after': String(Math.max(1, seconds)) } },
  );
}

/** A file the caller may not read, or that is not there: the same words for both. */
function noSuchFile(): ApiProblem {
  return ApiProblem.of('unknown-file', 'There is no such file.', '没有此文件。');
}

function unsupportedFileType(): ApiProblem {
  return ApiProblem.of(
    'file-type',
    'Only photos (JPEG, PNG, WebP) and PDF are taken, whatever the name says: save it as one of these.',
    '仅接受照片（JPEG、PNG、WebP）和 PDF，以文件内容为准：请另存为其中一种格式。',
  );
}
