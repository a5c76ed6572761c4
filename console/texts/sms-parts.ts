/** The characters of a text message that need no 16 bits each: the basic alphabet of GSM 03.38, and its extension, each two long. */
const basic =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';
const extended = '^{}\\[~]|€';

export interface SmsLength {
  /** In the units that a message is measured in. */
  length: number;
  parts: number;
  /** How many more fit into the last part. */
  left: number;
}

/** How long a text is as text messages: 70 characters of Chinese in one, 67 a part of several; 160 and 153 of plain Latin. */
export function smsLength(text: string): SmsLength {
  const isPlain = [...text].every((one) => basic.includes(one) || extended.includes(one));
  const length = isPlain ? [...text].reduce((sum, one) => sum + (extended.includes(one) ? 2 : 1), 0) : text.length;
  const [single, each] = isPlain ? [160, 153] : [70, 67];
  const parts = length <= single ? 1 : Math.ceil(length / each);
  return { length, parts, left: (parts === 1 ? single : parts * each) - length };
}
