import type { FormCase, FormContext } from '../../domain/rulebook/form-values.js';
import { formItems } from '../../domain/rulebook/form-items.js';
import type { FormRule } from '../../domain/rulebook/forms.js';
import type { PdfBlock, PdfDocument, PdfField } from '../../print/document.js';

/** What stands above and below every form. */
export type FormFrame = Pick<PdfDocument, 'language' | 'organisation' | 'foot'> & { site: string };

/** The pictures of a case that can be printed, by file, as data URLs; what cannot is named by its id. */
export type Pictures = ReadonlyMap<string, string>;

/** A form for one case. `customerLink`: the address of the customer's page, for the part that the customer keeps. */
export function casePaper(
  rule: FormRule,
  one: FormCase,
  pictures: Pictures,
  say: FormContext,
  { site, ...around }: FormFrame,
  customerLink?: string,
): PdfDocument {
  const { language } = say;
  const fields = (rows: string[][]): PdfBlock => ({
    type: 'fields',
    rows: rows.map((row) => row.map((name) => field(name, one, pictures, say))),
  });
  const blocks = (rule.sections ?? []).flatMap(({ name, rows }): PdfBlock[] => [
    ...(name ? [{ type: 'heading', text: name[language] } as const] : []),
    fields(rows),
  ]);
  const { stub } = rule;
  return {
    ...around,
    title: rule.name[language],
    subtitles: [site, markOf(rule, say), one.state.number],
    blocks: [
      ...blocks,
      ...signatures(rule, say),
      ...(customerLink === undefined
        ? []
        : ([
            {
              type: 'code',
              address: customerLink,
              text:
                language === 'en'
                  ? 'For the customer: scan it to see how your request stands, to add to it, or to rate us.'
                  : '客户请扫码：查看办理进度、补充说明或评价。',
            },
          ] as PdfBlock[])),
      ...(stub
        ? ([
            { type: 'cut', text: language === 'en' ? 'tear off here' : '沿　此　线　撕　下' },
            { type: 'heading', text: stub.name[language] },
            fields(stub.rows),
          ] as PdfBlock[])
        : []),
    ],
  };
}

/** A form for a day or a month: a row for each case. */
export function periodPaper(
  rule: FormRule,
  cases: FormCase[],
  period: string,
  say: FormContext,
  { site, ...around }: FormFrame,
): PdfDocument {
  const { language } = say;
  const columns = rule.columns ?? [];
  const number = { title: language === 'en' ? 'No.' : '序号', width: 24, align: 'center' as const };
  return {
    ...around,
    title: rule.name[language],
    subtitles: [site, markOf(rule, say), period],
    landscape: true,
    blocks: [
      {
        type: 'table',
        columns: [
          number,
          ...columns.map(({ item, width }) => ({
            title: formItems[item]!.title[language],
            ...(width ? { width } : {}),
          })),
        ],
        rows: cases.map((shown, i) => [
          String(i + 1),
          ...columns.map(({ item }) => formItems[item]!.value(shown, say) ?? ''),
        ]),
        empty: language === 'en' ? 'nothing on record' : '无记录',
      },
      ...signatures(rule, say),
    ],
  };
}

function field(name: string, one: FormCase, pictures: Pictures, say: FormContext): PdfField {
  const { title, lines, value, picture } = formItems[name]!;
  const label = title[say.language];
  const files = picture?.(one) ?? [];
  const image = files.map((id) => pictures.get(id)).find(Boolean);
  if (image) return { label, value: '', image };
  const elsewhere = files.length
    ? say.language === 'en'
      ? `on file: ${files.join(', ')}`
      : `见附件：${files.join('、')}`
    : null;
  return { label, value: value(one, say) ?? elsewhere ?? '', ...(lines ? { lines } : {}) };
}

function markOf({ formNumber: mark }: FormRule, { language }: FormContext): string {
  return mark === undefined ? '' : language === 'en' ? `Form ${mark}` : `记录标识 ${mark}`;
}

function signatures({ signatures: who = [] }: FormRule, { language }: FormContext): PdfBlock[] {
  return who.length
    ? [
        {
          type: 'signatures',
          lines: who.map((name) => ({ label: `${name[language]}${language === 'en' ? ':' : '：'}` })),
        },
      ]
    : [];
}
