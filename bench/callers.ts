import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import { Client, Connection, WorkflowNotFoundError } from '@temporalio/client';
import { sleep } from '../embedded/processes.js';
import type { OpponentMessage, OpponentAnswer, Step } from './lifecycle.js';

/** Where the clients of one way turn to; sent to the client process as it is. */
export type Target =
  | { way: 'banjie'; url: string; tokens: Record<string, string>; address: string }
  | { way: 'raw' | 'floor'; address: string; taskQueue: string }
  | { way: 'plain'; url: string };

/** What a client does. All throw when the answer is not a success. */
export interface Caller {
  open(step: Step): Promise<string>;
  act(number: string, step: Step): Promise<void>;
  /** Waits until nothing is left to do for the case: where there is an engine, until it has completed the workflow. */
  ended(number: string): Promise<void>;
  close(): Promise<void>;
  /** Bytes of bodies so far; none are counted where the engine is called. */
  traffic: Traffic;
}

export interface Traffic {
  askedBytes: number;
  answeredBytes: number;
}

export async function callerOf(target: Target): Promise<Caller> {
  switch (target.way) {
    case 'banjie':
      return banjieCaller(target);
    case 'raw':
      return rawCaller(target.address, target.taskQueue);
    case 'floor':
      return floorCaller(target.address, target.taskQueue);
    case 'plain':
      return plainCaller(target.url);
  }
}

async function banjieCaller({ url, tokens, address }: Target & { way: 'banjie' }): Promise<Caller> {
  const http = poster(url);
  const connection = await Connection.connect({ address });
  const client = new Client({ connection });
  const headers = (step: Step) => ({ authorization: `Bearer ${tokens[step.who]}`, 'idempotency-key': randomUUID() });
  return {
    async open(step) {
      const body = { kind: 'complaint', rulebook: 'property', site: 'sunshine', ...step.input() };
      return (await http.post<{ number: string }>('/v1/cases', body, headers(step))).number;
    },
    async act(number, step) {
      await http.post(`/v1/cases/${number}/${step.act}`, step.input(), headers(step));
    },
    ended: (number) => completed(client, number),
    traffic: http.traffic,
    close: () => Promise.all([http.close(), connection.close()]).then(() => undefined),
  };
}

function plainCaller(url: string): Caller {
  const http = poster(url);
  return {
    open: async (step) => (await http.post<OpponentAnswer>('/cases', message(step))).number,
    act: async (number, step) => {
      await http.post(`/cases/${number}/${step.act}`, message(step));
    },
    ended: async () => undefined,
    traffic: http.traffic,
    close: http.close,
  };
}

async function rawCaller(address: string, taskQueue: string): Promise<Caller> {
  const connection = await Connection.connect({ address });
  const client = new Client({ connection });
  return {
    async open(step) {
      const number = `raw-${randomUUID()}`;
      await client.workflow.start('rawComplaint', { workflowId: number, taskQueue, args: [number, message(step)] });
      return number;
    },
    async act(number, step) {
      await client.workflow
        .getHandle(number)
        .executeUpdate<OpponentAnswer, [OpponentMessage]>(step.act, { args: [message(step)] });
    },
    ended: (number) => completed(client, number),
    traffic: { askedBytes: 0, answeredBytes: 0 },
    close: () => connection.close(),
  };
}

/** A case is one workflow, which the signal that starts it also ends. */
async function floorCaller(address: string, taskQueue: string): Promise<Caller> {
  const connection = await Connection.connect({ address });
  const client = new Client({ connection });
  return {
    async open() {
      const number = `floor-${randomUUID()}`;
      await client.workflow.signalWithStart('floor', { workflowId: number, taskQueue, signal: 'begin' });
      return number;
    },
    async act(number, { act }) {
      throw new Error(`${number} knows no '${act}': its first task ends it.`);
    },
    ended: (number) => completed(client, number),
    traffic: { askedBytes: 0, answeredBytes: 0 },
    close: () => connection.close(),
  };
}

/** One long poll; a case worked off before the engine has heard of it is not there yet. */
async function completed(client: Client, number: string): Promise<void> {
  for (const giveUpAt = Date.now() + 60_000; ; await sleep(20)) {
    try {
      return void (await client.workflow.getHandle(number).result());
    } catch (error) {
      if (!(error instanceof WorkflowNotFoundError) || Date.now() > giveUpAt) throw error;
    }
  }
}

function message(step: Step): OpponentMessage {
  return { actor: step.who, at: new Date().toISOString(), input: step.input() };
}

/** Node's own HTTP client on kept connections: fetch() would take a noticeable part of two cores. */
export function poster(url: string) {
  const agent = new Agent({ keepAlive: true });
  const traffic: Traffic = { askedBytes: 0, answeredBytes: 0 };
  const send = <T>(method: 'GET' | 'POST', path: string, text: Buffer, headers: Record<string, string>): Promise<T> =>
    new Promise((resolve, reject) => {
      const call = request(`${url}${path}`, { method, agent, headers }, (answer) => {
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.on('error', reject);
        answer.on('end', () => {
          const body = Buffer.concat(parts);
          const said = body.toString();
          traffic.askedBytes += text.length;
          traffic.answeredBytes += body.length;
          if (answer.statusCode! < 300) resolve(JSON.parse(said) as T);
          else reject(new Error(`${method} ${path} was answered ${answer.statusCode}: ${said.slice(0, 500)}`));
        });
      });
      call.on('error', reject);
      call.end(text);
    });
  return {
    post<T>(path: string, body: unknown, headers: Record<string, string> = {}): Promise<T> {
      const text = Buffer.from(JSON.stringify(body));
      const length = { 'content-type': 'application/json', 'content-length': String(text.length) };
      return send<T>('POST', path, text, { ...length, ...headers });
    },
    get: <T>(path: string, headers: Record<string, string>) => send<T>('GET', path, Buffer.alloc(0), headers),
    traffic,
    close: async () => agent.destroy(),
  };
}
