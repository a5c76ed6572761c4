import type { ErrorObject } from 'ajv/dist/2020.js';
import type { WrittenRulebook } from './load.js';
import { mergeFragments, type RulebookFault, type RulebookFile } from './fragments.js';
import { reportRenamedKeys } from './renamed-keys.js';
import { schemaErrorsOf } from './schema.js';
import type { KeyPath, ReportFault } from './yaml-source.js';
import { validateRulebook } from './validate.js';

/**
 * Everything wrong with the files of a rulebook, file by file in the order of their lines; empty when it is sound. Each
 * stage only where the one before found nothing: YAML and what the files say twice, keys that have another name now,
 * then the shape (rulebook.schema.json), then the sense (what refers to nothing, contradicts itself or can never
 * happen).
 */
export function checkRulebook(files: RulebookFile[]): RulebookFault[] {
  const { value, faults, placeOf } = mergeFragments(files);
  if (faults.length) return inOrder(faults, files);
  const report: ReportFault = (path, zh, en) => faults.push({ ...placeOf(path), message: { 'zh-CN': zh, en } });
  reportRenamedKeys(value, report);
  if (faults.length === 0) reportSchemaErrors(value, report);
  if (faults.length === 0) validateRulebook(value as WrittenRulebook, report);
  return inOrder(faults, files);
}

/** Each once, in the order in which the files are read. */
function inOrder(faults: RulebookFault[], files: RulebookFile[]): RulebookFault[] {
  const places = files.map(({ file }) => file);
  const once = new Map(faults.map((fault) => [`${fault.file} ${fault.line} ${fault.message.en}`, fault]));
  return [...once.values()].sort((a, b) => places.indexOf(a.file) - places.indexOf(b.file) || a.line - b.line);
}

function reportSchemaErrors(value: unknown, report: ReportFault): void {
  for (const error of schemaErrorsOf(value)) {
    const name = (error as { propertyName?: string }).propertyName; // of errors inside propertyNames
    const path = [...pathOf(error.instancePath, value), ...(name === undefined ? [] : [name])];
    const words = schemaErrorText(error, path);
    if (words) report(words.at ?? path, `${pathPrefix(path)}${words.zh}`, `${pathPrefix(path, ': ')}${words.en}`);
  }
}

/** What to say of a schema error, or undefined where another error says it better. */
function schemaErrorText(error: ErrorObject, path: KeyPath): { zh: string; en: string; at?: KeyPath } | undefined {
  const { params, keyword } = error;
  const rule = error.parentSchema as { description?: string } | undefined;
  const meant = rule?.description ? ` (${rule.description})` : '';
  switch (keyword) {
    case 'required': {
      const missing = String(params['missingProperty']);
      if (missing === 'zh-CN')
        return { zh: '缺少中文文本，请补充“zh-CN”。', en: "the text is missing in Chinese: add 'zh-CN'." };
      if (missing === 'en')
        return { zh: '缺少英文文本，请补充“en”。', en: "the text is missing in English: add 'en'." };
      return { zh: `缺少“${missing}”，请补充。`, en: `'${missing}' is missing: add it.` };
    }
    case 'additionalProperties': {
      const extra = String(params['additionalProperty']);
      const known = Object.keys((error.parentSchema as { properties?: object }).properties ?? {}).join(', ');
      return {
        at: [...path, extra],
        zh: `没有“${extra}”这一项，可用：${known}。请更正或删除。`,
        en: `there is no '${extra}' here: correct it to one of ${known}, or remove it.`,
      };
    }
    case 'enum': {
      const allowed = (params['allowedValues'] as unknown[]).join(', ');
      return { zh: `须为以下之一：${allowed}。请更正。`, en: `must be one of ${allowed}: correct it.` };
    }
    case 'type':
      return {
        zh: `类型须为 ${String(params['type'])}，请更正。`,
        en: `must be ${article(String(params['type']))}${meant}: correct it.`,
      };
    case 'pattern':
      if (params['pattern'] === '\\S') return { zh: '文本为空，请填写。', en: 'the text is empty: write it.' };
      return {
        zh: '写法不符，请按 rulebook.schema.json 中的说明填写。',
        en: `is not written as it must be${meant}: correct it.`,
      };
    case 'propertyNames':
    case 'anyOf':
      return undefined; // the errors inside say it
    default:
      return {
        zh: `不符合要求（${keyword}），请按 rulebook.schema.json 中的说明填写。`,
        en: `${error.message ?? keyword}${meant}: correct it.`,
      };
  }
}

function article(types: string): string {
  return types.includes(',') ? `one of ${types}` : `${/^[aeiou]/.test(types) ? 'an' : 'a'} ${types}`;
}

function pathOf(pointer: string, value: unknown): KeyPath {
  const steps = pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  let at: unknown = value;
  return steps.map((step) => {
    const key = Array.isArray(at) ? Number(step) : step;
    at = (at as Record<string | number, unknown> | undefined)?.[key];
    return key;
  });
}

function pathPrefix(path: KeyPath, after = '：'): string {
  return path.length ? `${path.join('.')}${after}` : '';
}
