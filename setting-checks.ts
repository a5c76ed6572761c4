import { accessSync, constants, mkdtempSync, rmdirSync, statSync } from 'node:fs';
import { isIP } from 'node:net';
import { dirname, join } from 'node:path';

/** Whether it begins with http:// or https://. */
export function isWebAddress(text: string): boolean {
  return URL.canParse(text) && ['http:', 'https:'].includes(new URL(text).protocol);
}

/** Whether only this machine reaches a host. */
export function isLoopback(host: string): boolean {
  return /^(localhost|127(\.\d+){3}|\[?::1\]?)$/i.test(host);
}

/** Whether it is an IP address or a CIDR block. */
export function isAddressBlock(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/');
  const version = isIP(address);
  if (version === 0 || rest.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128));
}

/** Whether it is a key of Standard Webhooks: 24 to 64 bytes in base64. */
export function isSigningKey(secret: string): boolean {
  const bytes = Buffer.from(secret.replace(/^whsec_/, ''), 'base64').length;
  return /^(whsec_)?[A-Za-z0-9+/]+={0,2}$/.test(secret) && bytes >= 24 && bytes <= 64;
}

/** The items of a list that are parted by commas. */
export function splitList(text: string): string[] {
  return text.split(',').flatMap((item) => item.trim() || []);
}

/** Whether it reads SPEED@REAL@CASE: a number above 0 and two ISO instants. */
export function isClockSetting(text: string): boolean {
  const [speed, real = '', start = '', ...rest] = text.split('@');
  return rest.length === 0 && Number(speed) > 0 && !Number.isNaN(Date.parse(real)) && !Number.isNaN(Date.parse(start));
}

/**
 * Why nothing can be written below a folder, which may not be there yet: the code of the error; undefined where it can.
 * It is tried, and taken away again: permissions alone say nothing of the superuser and of /proc.
 */
export function whyUnwritable(folder: string): string | undefined {
  try {
    if (!statSync(folder).isDirectory()) return 'ENOTDIR';
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown';
    return code === 'ENOENT' && dirname(folder) !== folder ? whyUnwritable(dirname(folder)) : code;
  }
  try {
    rmdirSync(mkdtempSync(join(folder, '.banjie-tried-')));
    return undefined;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? 'unknown';
  }
}

/** Why a file cannot be read: the code of the error; undefined where it can. */
export function whyUnreadable(file: string): string | undefined {
  try {
    if (!statSync(file).isFile()) return 'EISDIR';
    accessSync(file, constants.R_OK);
    return undefined;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? 'unknown';
  }
}
