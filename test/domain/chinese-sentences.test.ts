import { describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { projectRoot } from '../../config.js';

const folders = ['activities', 'api', 'domain', 'ledger', 'print', 'reading', 'reports', 'tables'];
/**
 * Those who write a rulebook are told which key of it is wrong; the documentation of the API is English with Chinese
 * terms; words that no password may be.
 */
const elsewhere = [/^domain\/rulebook\//, /^api\/documentation\.ts$/, /^api\/session\/password-rule\.ts$/];
/** What Chinese readers know by no other name: formats, products, and what a program that calls the API has to send. */
const known = new Set(
  `JSON json PDF JPEG PNG WebP HEIC Excel WPS xlsx XML DOCTYPE KiB MiB ASCII ISO YYYY true false Asia Shanghai
  Idempotency Key Match ETag Cookie Authorization Bearer application multipart form data vnd openxmlformats
  officedocument spreadsheetml sheet docs next mon sun
  csv xls UTF GB table mapping format organisation`.split(/\s+/),
);

/** A pattern, or a statement for the database: the texts in it are short and in both languages. */
const isNoSentence = /\(\?[:<]|\bSELECT\b/;

/** The Chinese texts of a file, without what is put into them. */
function chineseTexts(file: string): string[] {
  const source = ts.createSourceFile(file, readFileSync(join(projectRoot, file), 'utf8'), ts.ScriptTarget.Latest);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node)) found.push(node.text);
    if (ts.isTemplateExpression(node))
      found.push([node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join('…'));
    ts.forEachChild(node, visit);
  };
  visit(source);
  // English with a Chinese term in brackets, or with an example in backticks, stays English.
  return found.filter(
    (text) => !isNoSentence.test(text) && /\p{Script=Han}/u.test(text.replace(/\([^()]*\)|`[^`]*`/g, '')),
  );
}

/** The English words of a Chinese text that are not known; placeholders of templates and formats of luxon aside. */
function englishIn(text: string): string[] {
  const words =
    text
      .replace(/\{\w+\}/g, '')
      .replace(/yyyy年.*/, '')
      .match(/[A-Za-z]{3,}/g) ?? [];
  return words.filter((word) => !known.has(word));
}

describe('Chinese sentences', () => {
  it('hold no English identifiers: acts, fields, statuses and addresses of the API go by what people call them', () => {
    const files = folders.flatMap((folder) =>
      [...readdirSync(join(projectRoot, folder), { recursive: true, encoding: 'utf8' })]
        .filter((path) => path.endsWith('.ts'))
        .map((path) => `${folder}/${path}`),
    );
    assert.ok(files.length > 400, `${files.length}`);
    const texts = files
      .filter((file) => !elsewhere.some((pattern) => pattern.test(file)))
      .flatMap((file) => chineseTexts(file).map((text) => [file, text] as const));
    assert.ok(texts.length > 2000, `${texts.length}`);
    assert.deepEqual(
      texts.flatMap(([file, text]) => (englishIn(text).length ? [`${file}: ${text}`] : [])),
      [],
    );
  });

  it('the test sees an act, a field and an address', () => {
    assert.deepEqual(englishIn('请先登记（report-grave）。'), ['report', 'grave']);
    assert.deepEqual(englishIn('请填写 authorityDueAt，见 /v1/people。'), ['authorityDueAt', 'people']);
  });
});
