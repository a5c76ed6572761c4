import type { Text } from '../text.js';

/** Names in both languages by what they name. */
export const textTable = (
  of: Readonly<Record<string, readonly [zh: string, en: string]>>,
): Readonly<Record<string, Text>> =>
  Object.fromEntries(Object.entries(of).map(([key, [zh, en]]) => [key, { 'zh-CN': zh, en }]));
