import type { Language } from '../domain/text.js';
import { reportFooter, reportSections, periodTitle } from './sections.js';
import type { MonthlyReport } from './report.js';

const style = `body{font-family:"Noto Sans SC","PingFang SC","Microsoft YaHei",sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#222}
h1{text-align:center;font-size:1.6rem;margin:.2rem 0}.head{text-align:center;color:#666}h2{font-size:1.1rem;margin:1.6rem 0 .4rem}
table{border-collapse:collapse;width:100%;font-size:.9rem}th,td{border:1px solid #999;padding:.25rem .5rem;text-align:left}th{background:#f0f0f0}td.n{text-align:right;font-variant-numeric:tabular-nums}
footer{color:#666;font-size:.8rem;margin-top:1.5rem}@media print{body{margin:0;max-width:none}tr{break-inside:avoid}h2{break-after:avoid}thead{display:table-header-group}@page{size:A4;margin:15mm}}`;

/** A report as a page that stands for itself: nothing is fetched, nothing runs, every text is escaped. */
export function reportHtml(report: MonthlyReport, language: Language): string {
  const tables = reportSections(report, language).map(({ title, columns, rows }) => {
    const head = columns.map((column) => `<th scope="col">${escaped(column.title)}</th>`).join('');
    const body = rows
      .map(
        (row) =>
          `<tr>${row.map((cell, i) => `<td${columns[i]?.number ? ' class="n"' : ''}>${cell === null ? '—' : escaped(String(cell))}</td>`).join('')}</tr>`,
      )
      .join('\n');
    return `<h2>${escaped(title)}</h2>\n<table><thead><tr>${head}</tr></thead><tbody>\n${body}\n</tbody></table>`;
  });
  const title = escaped(report.name[language]);
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title} ${escaped(periodTitle(report, language))}</title><style>${style}</style></head>
<body><p class="head">${escaped(report.organisation?.[language] ?? '')}</p><h1>${title}</h1><p class="head">${escaped(report.place[language])}　${escaped(periodTitle(report, language))}</p>
${tables.join('\n')}
<footer>${escaped(reportFooter(report, language))}</footer></body></html>
`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
