import { createServer } from 'node:net';

// Below the range the system hands to outgoing connections (32768 on Linux, 49152 elsewhere): a client that keeps
// dialling a server which is being restarted could otherwise be given that very port, connect to itself and keep the
// server from coming back.
const lowest = 15_000;
const highest = 32_000;

/** Whether a server could listen on this port now. */
export function isPortFree(port: number, host = '127.0.0.1'): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => resolve(true)));
  });
}

/** A port on the loopback interface that nobody listens on: `preferred` if that is free. */
export async function freePort(preferred?: number): Promise<number> {
  if (preferred !== undefined && (await isPortFree(preferred))) return preferred;
  for (let attempt = 0; attempt < 100; attempt++) {
    const port = lowest + Math.floor(Math.random() * (highest - lowest));
    if (await isPortFree(port)) return port;
  }
  throw new Error(
    `No free port found between ${lowest} and ${highest} on 127.0.0.1: end some programs that listen there.`,
  );
}
