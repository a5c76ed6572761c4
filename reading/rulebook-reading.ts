import type { Rulebook } from '../domain/rulebook/rulebook.js';
import { checkRulebook } from '../rulebooks/check.js';
import type { RulebookFault } from '../rulebooks/fragments.js';
import { readRulebook } from '../rulebooks/load.js';

/** The rulebook that a text makes; or what is wrong with it: how many faults, and the first of them. */
export type RulebookReading = { rulebook: Rulebook } | { faults: RulebookFault[]; count: number };

const shownFaults = 200;

export function readRulebookText(text: string): RulebookReading {
  const faults = faultsOf(text);
  return faults.length === 0
    ? { rulebook: readRulebook(text) }
    : { faults: faults.slice(0, shownFaults), count: faults.length };
}

/** What makes the reader itself give up is a fault of the text, not of ours. */
function faultsOf(text: string): RulebookFault[] {
  try {
    return checkRulebook([{ file: 'text', text }]);
  } catch {
    return [
      {
        file: 'text',
        line: 1,
        message: {
          en: 'The text cannot be read as a rulebook: check its anchors and aliases.',
          'zh-CN': '文本无法作为规程读取，请检查锚点和别名。',
        },
      },
    ];
  }
}
