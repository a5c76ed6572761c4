import type { Rulebook } from '../domain/rulebook/rulebook.js';
import { checkRulebook } from '../rulebooks/check.js';
import type { RulebookFault } from '../rulebooks/fragments.js';
import { readRulebook } from '../rulebooks/load.js';

/** The rulebook that a text makes; or what is wrong with it: how many faults, and the first of them. */
export type RulebookReading = { rulebook: Rulebook } | { faults: RulebookFault[]; count: number };

const shownFaults = 200;
/** Of a rulebook as JSON, its merges and aliases unfolded; the largest that is shipped has a tenth of it. */
const maxUnfoldedCharacters = 8 * 1024 * 1024;

export function readRulebookText(text: string): RulebookReading {
  const faults = faultsOf(text);
  if (faults.length > 0) return { faults: faults.slice(0, shownFaults), count: faults.length };
  const rulebook = readRulebook(text);
  const fault = tooLargeFault(rulebook);
  return fault ? { faults: [fault], count: 1 } : { rulebook };
}

/** Merges may unfold a short text to anything. */
function tooLargeFault(rulebook: Rulebook): RulebookFault | undefined {
  if (JSON.stringify(rulebook).length <= maxUnfoldedCharacters) return undefined;
  return {
    file: 'text',
    line: 1,
    message: {
      en: `With its aliases and merges unfolded the rulebook has more than ${maxUnfoldedCharacters} characters: write it more simply.`,
      'zh-CN': `展开引用和合并后，规程超过 ${maxUnfoldedCharacters} 个字符，请简化。`,
    },
  };
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
