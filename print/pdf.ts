import pdfmake from 'pdfmake';
import type {
  Content,
  ContentImage,
  ContentTable,
  CustomTableLayout,
  TableCell,
  TDocumentDefinitions,
} from 'pdfmake/interfaces.js';
import { barChart } from './bar-chart.js';
import { breakable, fontFiles, printable } from './font.js';
import { isPrintablePicture } from './picture.js';
import type { PdfBlock, PdfFieldsBlock, PdfDocument, PdfTableBlock } from './document.js';

/** Millimetres in points. */
const mm = 72 / 25.4;
const [shortEdge, longEdge] = [210 * mm, 297 * mm];
const margin = { side: 16 * mm, top: 14 * mm, bottom: 16 * mm };
export const ink = { line: '#555555', pale: '#f0f0f0', quiet: '#666666' } as const;

pdfmake.setFonts({ Noto: fontFiles });
// Nothing a text says is fetched: neither from the machine nor from anywhere else. Fonts and pictures are handed in.
pdfmake.setUrlAccessPolicy(() => false);
pdfmake.setLocalAccessPolicy((path: string) => Object.values(fontFiles).includes(path));

const frame: CustomTableLayout = {
  hLineWidth: () => 0.6,
  vLineWidth: () => 0.6,
  hLineColor: () => ink.line,
  vLineColor: () => ink.line,
  paddingLeft: () => 4,
  paddingRight: () => 4,
  paddingTop: () => 2,
  paddingBottom: () => 2,
};

/**
 * Draws a paper. Fonts are embedded, no more of them than is shown; what they lack is printed as 〓 and named at the
 * end.
 */
export async function renderPdf(paper: PdfDocument): Promise<Uint8Array> {
  const missing = new Set<string>();
  const say = (text: string) => printable(text, missing);
  const width = (paper.landscape ? longEdge : shortEdge) - 2 * margin.side;
  const blocks = paper.blocks.map((block) => drawBlock(block, width, say));
  const foot = say(paper.foot);
  const under = paper.subtitles.map(say);
  const chinese = paper.language === 'zh-CN';
  const lacking = [...missing].map((item) => `U+${item.codePointAt(0)!.toString(16).toUpperCase()}`).join('  ');
  const definition: TDocumentDefinitions = {
    pageSize: 'A4',
    pageOrientation: paper.landscape ? 'landscape' : 'portrait',
    pageMargins: [margin.side, margin.top, margin.side, margin.bottom],
    info: { title: paper.title, creator: 'Banjie', producer: 'Banjie' },
    defaultStyle: { font: 'Noto', fontSize: 9.5, lineHeight: 1.15 },
    content: [
      { text: say(paper.organisation), fontSize: 10.5, alignment: 'center', color: ink.quiet },
      { text: say(paper.title), bold: true, fontSize: 17, alignment: 'center', margin: [0, 2, 0, 6] },
      {
        columns: under.map((text, i) => ({
          text,
          alignment: i === 0 ? 'left' : i === under.length - 1 ? 'right' : 'center',
        })),
        margin: [0, 0, 0, 4],
      },
      ...blocks,
      ...(missing.size
        ? [
            {
              text: chinese
                ? `〓：字库中没有的字，编码依次为 ${lacking}`
                : `〓: characters the font lacks, in order ${lacking}`,
              fontSize: 8,
              color: ink.quiet,
              margin: [0, 6, 0, 0],
            } satisfies Content,
          ]
        : []),
    ],
    // No heading stands alone at the foot of a page.
    pageBreakBefore: ({ headlineLevel }, { getFollowingNodesOnPage }) =>
      headlineLevel === 1 && getFollowingNodesOnPage().length === 0,
    footer: (page, pages) => ({
      columns: [
        { text: foot, width: '*' },
        { text: chinese ? `第 ${page} 页　共 ${pages} 页` : `page ${page} of ${pages}`, width: 'auto' },
      ],
      fontSize: 8,
      color: ink.quiet,
      margin: [margin.side, 8, margin.side, 0],
    }),
  };
  return pdfmake.createPdf(definition).getBuffer();
}

type ToPrintable = (text: string) => string;

/** A row with a text this long may need more than a page, and is lost beyond it unless rows may break. */
const longText = 400;

function drawBlock(block: PdfBlock, width: number, say: ToPrintable): Content {
  switch (block.type) {
    case 'heading':
      return { text: say(block.text), bold: true, fontSize: 11.5, margin: [0, 5, 0, 2], headlineLevel: 1 };
    case 'note':
      return { text: breakable(say(block.text)), fontSize: 8.5, color: ink.quiet, margin: [0, 3, 0, 3] };
    case 'fields':
      return fields(block, width, say);
    case 'table':
      return table(block, width, say);
    case 'bars':
      return barChart(block, width, say);
    case 'code':
      return {
        columns: [
          { qr: block.address, fit: 74, eccLevel: 'M', width: 84 },
          { text: breakable(say(block.text)), fontSize: 9, margin: [0, 28, 0, 0] },
        ],
        margin: [0, 6, 0, 4],
        unbreakable: true,
      };
    case 'cut':
      return {
        stack: [
          {
            canvas: [
              {
                type: 'line',
                x1: 0,
                y1: 5,
                x2: width,
                y2: 5,
                dash: { length: 4 },
                lineWidth: 0.6,
                lineColor: ink.line,
              },
            ],
          },
          { text: say(block.text), fontSize: 8, alignment: 'center', color: ink.quiet },
        ],
        margin: [0, 6, 0, 0],
      };
    case 'signatures':
      return {
        columns: block.lines.map(({ label, image }) =>
          image ? [{ text: say(label) }, picture(image, [110, 40])] : { text: `${say(label)}　_______________` },
        ),
        margin: [0, 10, 0, 0],
        unbreakable: true,
      };
  }
}

/** One table a row, frame on frame: rows have different numbers of fields. */
function fields({ rows }: PdfFieldsBlock, width: number, say: ToPrintable): Content {
  return {
    stack: rows.map((row, i): ContentTable => {
      const labelWidth = 62;
      const valueWidth =
        (width - row.length * labelWidth - 2 * row.length * 8 - (2 * row.length + 1) * 0.6) / row.length;
      const cells = row.flatMap(({ label, value, lines = 1, image }): TableCell[] => [
        { text: say(label), bold: true, fillColor: ink.pale },
        image
          ? picture(image, [valueWidth, 40])
          : { text: breakable(say(value) + '\n'.repeat(Math.max(0, lines - value.split('\n').length))) },
      ]);
      return {
        table: { widths: row.flatMap(() => [labelWidth, valueWidth]), body: [cells] },
        layout: { ...frame, hLineWidth: (line) => (line === 0 && i > 0 ? 0 : 0.6) },
      };
    }),
    margin: [0, 0, 0, 2],
  };
}

/** A picture in its frame. Throws for one that cannot be drawn: who prints knows what to say in its place. */
function picture(image: string, fit: [number, number]): ContentImage {
  if (!isPrintablePicture(image)) throw new Error('A picture cannot be drawn.');
  return { image, fit };
}

function table({ columns, rows, empty }: PdfTableBlock, width: number, say: ToPrintable): Content {
  // In figures: what is shared out would grow with a word that cannot be broken, over the edge of the page.
  const left =
    width -
    columns.reduce((sum, column) => sum + (column.width ?? 0), 0) -
    columns.length * 8 -
    (columns.length + 1) * 0.6;
  const share = left / Math.max(1, columns.filter((column) => column.width === undefined).length);
  const head = columns.map(({ title }): TableCell => ({
    text: say(title),
    bold: true,
    alignment: 'center',
    fillColor: ink.pale,
  }));
  const body = rows.map((row) =>
    row.map((text, i): TableCell => ({ text: breakable(say(text)), alignment: columns[i]?.align ?? 'left' })),
  );
  const mayBreak = rows.some((row) => row.some((text) => text.length >= longText));
  const none: TableCell[] = [
    { text: say(empty), colSpan: columns.length, alignment: 'center', color: ink.quiet, margin: [0, 8, 0, 8] },
    ...columns.slice(1).map(() => ''),
  ];
  return {
    table: {
      headerRows: 1,
      // A first row that needs more than a page, kept with its titles, would be lost, too.
      keepWithHeaderRows: mayBreak ? 0 : 1,
      dontBreakRows: !mayBreak,
      widths: columns.map((column) => column.width ?? share),
      body: [head, ...(body.length ? body : [none])],
    },
    layout: frame,
    fontSize: 8,
    margin: [0, 0, 0, 4],
  };
}
