import { isIP } from 'node:net';

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
