import { xlsxType } from '../../tables/xlsx.js';

/** What a table may be sent as: a workbook, csv, or cells as they are pasted. */
export const tableTypes = [xlsxType, 'text/csv', 'text/tab-separated-values'] as const;
