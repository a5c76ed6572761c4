import { refuseInput, type Refusal } from '../refusal.js';

/** An object as JSON has them: no list, and no bytes. */
export function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value);
}

const maxDepth = 16;
const maxValues = 20_000;
/** A case that has grown for years may hand as many on to one that is opened from it. */
const maxCharactersInAll = 1_000_000;

/**
 * Why an input is too much to be looked at at all: too deep, too many values or too long. To be asked before anything
 * that goes through the whole of it; it looks at no more than these bounds itself.
 */
export function sizeProblem(input: unknown): Refusal | undefined {
  let values = 0;
  let characters = 0;
  let level: unknown[] = [input];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > maxDepth) return tooMuch();
    const below: unknown[] = [];
    for (const value of level) {
      if (typeof value === 'string') characters += value.length;
      else if (ArrayBuffer.isView(value)) return tooMuch();
      else if (typeof value === 'object' && value !== null) {
        if (Array.isArray(value) && value.length > maxValues) return tooMuch();
        for (const name in value) {
          values += 1;
          characters += name.length;
          if (values > maxValues || characters > maxCharactersInAll) return tooMuch();
          below.push((value as Record<string, unknown>)[name]);
        }
      }
    }
    if (characters > maxCharactersInAll) return tooMuch();
    level = below;
  }
  return undefined;
}

function tooMuch(): Refusal {
  return refuseInput([
    {
      field: 'input',
      text: { en: 'is too long, or nested too deeply: say less at once.', 'zh-CN': '内容过长或嵌套过深，请精简。' },
    },
  ]);
}
