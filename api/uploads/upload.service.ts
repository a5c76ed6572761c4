import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { Inject, Injectable } from '@nestjs/common';
import { MemoryLocker, Server } from '@tus/server';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { fileOfKey } from '../../ledger/files/file-records.js';
import { FileStore } from '../../ledger/files/file-store.js';
import { ResumableUploads, uploadKeptMs } from '../../ledger/files/resumable-uploads.js';
import { isOverQuota, uploadsOfDay } from '../../ledger/files/upload-quota.js';
import { Ledger } from '../../ledger/ledger.js';
import { FileService, uploadQuotaProblem, type FileJson } from '../files/file.service.js';
import { captureMetadataOf, type FileDto } from '../files/file.dto.js';
import { tooLarge } from '../files/upload-form.js';
import { withoutMetadata } from '../files/without-metadata.js';
import type { IdempotencyContext } from '../idempotency.js';
import type { LimitSettings } from '../limits/limit-settings.js';
import type { Caller } from '../permission/caller.js';
import { requireCaseWorker } from '../permission/case-visibility.js';
import { ApiProblem } from '../problem.js';
import { TusStore } from './tus-store.js';

const path = '/v1/uploads';
/** Uploads that somebody has begun and not brought to an end: a day's photos of a phone. */
const mostUnderWay = 50;
/** What the caller is told of a protocol that has its own words: these of its headers, and no others. */
const toldHeaders = ['location', 'tus-resumable', 'upload-offset', 'upload-length', 'upload-expires'];

/** Uploads that go on where they broke off, by the tus protocol; brought to an end, one becomes a file like any other. */
@Injectable()
export class UploadService {
  private readonly tus: Server;

  constructor(
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(FileStore) private readonly store: FileStore,
    @Inject(FileService) private readonly files: FileService,
    @Inject('LimitSettings') private readonly limits: LimitSettings,
  ) {
    this.tus = new Server({
      path,
      datastore: new TusStore(store.uploads),
      // Two processes that write the same upload write the same bytes to the same place.
      locker: new MemoryLocker(),
      maxSize: store.limitBytes,
      relativeLocation: true,
      namingFunction: (request) => request.headers.get('upload-id')!,
      // What the phone says of itself is not kept: whose it is the session says.
      onUploadCreate: async (request) => ({ metadata: { person: request.headers.get('upload-person') } }),
    });
  }

  /** Begins an upload, under the key of the request. */
  async begin(who: Caller, request: FastifyRequest, { key, reply }: IdempotencyContext): Promise<void> {
    requireCaseWorker(who);
    const person = who.actor.id;
    const size = Number(request.headers['upload-length']);
    if (size > this.store.limitBytes) throw tooLarge(this.store.limitBytes);
    // Begun once more under its key, it is still the one upload.
    const id = ResumableUploads.idOf(person, key);
    const [ofDay, under] = await Promise.all([
      uploadsOfDay(this.ledger.source, person),
      this.store.uploads.under(person, id),
    ]);
    const before = { ...ofDay, count: ofDay.count + under.count, bytes: ofDay.bytes + under.bytes };
    if (under.count >= mostUnderWay || isOverQuota(before, size || 0, this.limits))
      throw uploadQuotaProblem(
        Math.min(...[ofDay, under].map(({ freeInSeconds }) => freeInSeconds || uploadKeptMs / 1_000)),
      );
    await this.answer(path, request, reply, { 'upload-id': id, 'upload-person': person });
  }

  /** Says how much of an upload is here, takes more of it, or lets it go; nobody else's. */
  async goOn(who: Caller, id: string, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    await this.requireOwn(who, id);
    await this.answer(`${path}/${id}`, request, reply);
  }

  /** Makes a file of an upload that is whole; under the same key the same file. */
  async finish(who: Caller, id: string, said: FileDto, keyed: IdempotencyContext): Promise<FileJson> {
    requireCaseWorker(who);
    const { uploads } = this.store;
    const before = await fileOfKey(this.ledger.source, who.actor.id, keyed.key);
    if (before) {
      const answer = this.files.answerAgain(before, captureMetadataOf(said), keyed);
      // Whoever heard no answer to the first has begun it anew.
      if ((await uploads.find(id))?.person === who.actor.id) await uploads.remove(id);
      return answer;
    }
    const { size, offset } = await this.requireOwn(who, id);
    if (offset !== size) throw notWhole(offset, size);
    // A copy, hashed as it is written: the upload itself may still be written to, by another process too.
    let draft = await this.store.receive(await uploads.read(id));
    try {
      if (draft.size !== size) throw notWhole(draft.size, size);
      draft = await withoutMetadata(this.store, draft);
      const file = await this.files.enter(who, draft, said, keyed);
      await uploads.remove(id);
      return file;
    } catch (error) {
      // It can never become one, and would count as under way for a day.
      if (error instanceof ApiProblem && error.code === 'file-type') await uploads.remove(id);
      throw error;
    } finally {
      await this.store.discard(draft);
    }
  }

  private async requireOwn(who: Caller, id: string) {
    const found = await this.store.uploads.find(id);
    if (found && found.person === who.actor.id) return found;
    throw ApiProblem.of(
      'unknown-upload',
      'There is no such upload, or it was begun more than a day ago: begin it anew.',
      '没有此上传，或开始已超过一天，请重新上传。',
    );
  }

  /**
   * Has the tus server answer, and passes on what is meant for the caller. It takes an id from the address, whatever stands
   * there: so `address` is made of what was checked, and is not the caller's own.
   */
  private async answer(
    address: string,
    request: FastifyRequest,
    reply: FastifyReply,
    more: Record<string, string> = {},
  ): Promise<void> {
    const headers = new Headers(more);
    for (const name of ['content-type', 'content-length', 'tus-resumable', 'upload-length', 'upload-offset'])
      if (typeof request.headers[name] === 'string') headers.set(name, request.headers[name]);
    const isBody = request.method === 'PATCH' && request.body instanceof Readable;
    const answer = await this.tus.handleWeb(
      new Request(new URL(address, 'http://desk'), {
        method: request.method,
        headers,
        ...(isBody ? { body: Readable.toWeb(request.body as Readable) as ReadableStream, duplex: 'half' } : {}),
      } as RequestInit),
    );
    if (answer.status >= 400) throw problemOf(answer.status);
    for (const name of toldHeaders) {
      const value = answer.headers.get(name);
      if (value !== null) void reply.header(name, value);
    }
    await reply.code(answer.status).send();
  }
}

function notWhole(arrived: number, size: number): ApiProblem {
  return ApiProblem.of(
    'upload-not-whole',
    `${arrived} of ${size} bytes have arrived: send the rest first.`,
    `文件尚未传完（已传 ${arrived}/${size} 字节），请继续上传。`,
  );
}

/** What the tus server refuses, in words of the desk. */
function problemOf(status: number): ApiProblem {
  if (status === 409)
    return ApiProblem.of(
      'upload-elsewhere',
      'The upload stands elsewhere: ask how much of it has arrived, and go on from there.',
      '上传位置不符，请先查询已到达的长度，再从该处继续。',
    );
  return ApiProblem.of(
    'bad-request',
    'This is no request of the tus protocol 1.0: see https://tus.io.',
    '请求不符合断点续传协议。',
  );
}
