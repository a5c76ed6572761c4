import type { CanvasElement, Column, Content } from 'pdfmake/interfaces.js';
import type { PdfBarsBlock } from './document.js';

const [barHeight, labelWidth, figureWidth] = [9, 110, 90];
const colours = { now: '#2f6fab', before: '#b9cfe3' } as const;

/** A bar chart in vectors: a line of bar, name and figures for each. */
export function barChart(
  { title, bars: all, legend }: PdfBarsBlock,
  width: number,
  say: (text: string) => string,
): Content {
  const most = Math.max(1e-9, ...all.flatMap(({ value, before }) => [value, before?.value ?? 0]));
  const room = width - labelWidth - figureWidth;
  const bar = (value: number, y: number, color: string): CanvasElement => ({
    type: 'rect',
    x: 0,
    y,
    w: Math.max(0.5, (value / most) * room),
    h: barHeight,
    color,
    lineWidth: 0,
  });
  const lines = all.map(({ label, value, shown, before }): Content => ({
    columns: [
      { text: say(label), width: labelWidth, alignment: 'right', margin: [0, 0, 6, 0] },
      {
        canvas: [bar(value, 2, colours.now), ...(before ? [bar(before.value, 2 + barHeight, colours.before)] : [])],
        width: room,
      },
      {
        stack: [
          { text: say(shown) },
          ...(before ? [{ text: say(before.shown), color: '#666666' } satisfies Content] : []),
        ],
        width: figureWidth,
        margin: [6, 0, 0, 0],
      },
    ],
    fontSize: 8.5,
    lineHeight: 1,
    margin: [0, 1.5, 0, 1.5],
  }));
  const key = (color: string, text: string): Column[] => [
    { canvas: [{ type: 'rect', x: 0, y: 2, w: 8, h: 6, color, lineWidth: 0 }], width: 12 },
    { text: say(text), width: 'auto', margin: [0, 0, 12, 0] },
  ];
  return {
    stack: [
      { text: say(title), bold: true, fontSize: 10, margin: [0, 6, 0, 3] },
      ...(legend
        ? [
            {
              columns: [
                { text: '', width: labelWidth },
                ...key(colours.now, legend.now),
                ...key(colours.before, legend.before),
              ],
              fontSize: 8,
              margin: [0, 0, 0, 3],
            } satisfies Content,
          ]
        : []),
      ...lines,
    ],
    unbreakable: true,
    margin: [0, 0, 0, 6],
  };
}
