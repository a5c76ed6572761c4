/**
 * Characters that GBK put at code points for private use before Unicode had them, by GB 18030-2005 and -2022: rows FE50
 * to FEA0 in their order from U+E815 on (each as the decoder `gb18030` of WHATWG gives it, and 𠂇𠂉𠃌𡗗𢦏𤇾, which it
 * leaves, from table E.1 of the standard), then single ones.
 */
const fromE815 = [
  ...('⺁𠂇𠂉𠃌⺄㑳㑇⺈⺋龴㖞㘚㘎⺌⺗㥮㤘龵㧏㧟㩳㧐龶龷㭎㱮㳠⺧𡗗龸⺪䁖䅟⺮䌷⺳⺶⺷𢦏䎱䎬⺻䏝䓖䙡䙌龹䜣䜩䝼䞍⻊䥇䥺䥽䦂' +
    '䦃䦅䦆䦟䦛䦷䦶龺𤇾䲣䲟䲠䲡䱷䲢䴓䴔䴕䴖䴗䴘䴙䶮龻'),
];

const single: Readonly<Record<string, string>> = {
  '\ue5e5': '\u3000',
  '\ue76c': '€',
  '\ue7c7': 'ḿ',
  '\ue7c8': 'ǹ',
  ...inARow(0xe78d, '︐︒︑︓︔︕︖︗︘︙'),
  ...inARow(0xe7e7, '〾⿰⿱⿲⿳⿴⿵⿶⿷⿸⿹⿺⿻'),
};

/** A text with the characters that its code points for private use stand for; others of them stay. */
export function withoutPrivateUse(text: string): string {
  return text.replace(/[\ue5e5-\ue864]/g, (found) => fromE815[found.charCodeAt(0) - 0xe815] ?? single[found] ?? found);
}

function inARow(first: number, characters: string): Record<string, string> {
  return Object.fromEntries([...characters].map((character, at) => [String.fromCharCode(first + at), character]));
}
