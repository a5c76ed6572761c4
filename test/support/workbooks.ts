import ExcelJS, { type Worksheet } from 'exceljs';

/** A sheet of a workbook: its name, its rows, and what is done with it then. */
export type SheetSource = [name: string, rows: unknown[][], then?: (sheet: Worksheet) => void];

/** An .xlsx workbook of these sheets, as bytes. */
export async function workbookOf(...sheets: SheetSource[]): Promise<Uint8Array<ArrayBuffer>> {
  const workbook = new ExcelJS.Workbook();
  for (const [name, rows, then] of sheets) {
    const sheet = workbook.addWorksheet(name);
    sheet.addRows(rows);
    then?.(sheet);
  }
  return new Uint8Array((await workbook.xlsx.writeBuffer()) as ArrayBuffer);
}
