import { join, resolve } from 'node:path';

/** The longest path of a socket in bytes: the field of the kernel without its closing zero. */
const longestPath = process.platform === 'linux' ? 107 : 103;

/**
 * The folder in which PostgreSQL listens on a Unix socket beside its port, as its clients name it: its data folder.
 * Undefined where the path would be too long, and on Windows: there it is reached by 127.0.0.1 alone.
 */
export function socketFolderOf(dataFolder: string, port: number): string | undefined {
  const folder = resolve(dataFolder);
  const socket = join(folder, `.s.PGSQL.${port}`);
  return process.platform === 'win32' || Buffer.byteLength(socket) > longestPath ? undefined : folder;
}

/** The address of a database of a PostgreSQL on this machine: by its Unix socket, where it has one, else by TCP. */
export function postgresUrl(to: {
  role: string;
  password: string;
  database: string;
  port: number;
  socketFolder: string | undefined;
}): string {
  const { role, password, database, port, socketFolder } = to;
  const host = socketFolder === undefined ? '' : `?host=${encodeURIComponent(socketFolder)}`;
  return `postgresql://${role}:${password}@127.0.0.1:${port}/${database}${host}`;
}
