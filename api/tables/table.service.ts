import { applyDecorators, Inject, Injectable, StreamableFile } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, getSchemaPath } from '@nestjs/swagger';
import type { FastifyInstance } from 'fastify';
import { Ledger } from '../../ledger/ledger.js';
import type { Text } from '../../domain/text.js';
import type { TableColumn } from '../../tables/column.js';
import { csvOf } from '../../tables/csv.js';
import { xlsxOf, xlsxType } from '../../tables/xlsx.js';
import type { Caller } from '../permission/caller.js';
import { Callers } from '../permission/callers.js';
import { FreeText, OneOf } from '../body-fields.js';
import { Costs } from '../limits/cost.js';
import { ApiProblem } from '../problem.js';
import { AddRouteConfig } from '../route-config.js';
import { displayNamesFor, type DisplayNames } from './display-names.js';

const formats = ['csv', 'xlsx'] as const;
export type TableFormat = (typeof formats)[number];

const types: Record<TableFormat, string> = { csv: 'text/csv; charset=utf-8', xlsx: xlsxType };
/** A million rows at a reader's pace. */
const tableMs = 30 * 60_000;
const pageRows = 1000;
/** How often it is asked while a table is read whether its reader still may, in milliseconds. */
const lookMs = 2_000;

/** The field of a query that asks for a list as a table. */
export function TableFormatField(): PropertyDecorator {
  return OneOf(
    'All of it as a table, with names instead of ids: `csv` or `xlsx` (then without `limit` and `cursor`); left out, a page as JSON.',
    formats,
    { optional: true },
  );
}

/** The field of a query that says which columns a table has: `columnIdOf` their English titles, in their order. */
export function TableColumnsField(): PropertyDecorator {
  return FreeText(
    'Only these columns of the table, in this order: their English titles in small letters with dashes, commas between.',
    { max: 500, optional: true, example: 'number,subject,place,clocks-late' },
  );
}

/** What a column is asked for by: `clocks-late` for Clocks late. */
export function columnIdOf({ title }: Pick<TableColumn<never>, 'title'>): string {
  return title.en.toLowerCase().replace(/[^a-z0-9]+/g, '-');
}

function chosenColumns<Item>(columns: TableColumn<Item>[], chosen: string | undefined): TableColumn<Item>[] {
  if (chosen === undefined) return columns;
  const known = new Map(columns.map((column) => [columnIdOf(column), column]));
  const ids = [...new Set(chosen.split(',').map((id) => id.trim()))];
  const unknown = ids.find((id) => !known.has(id));
  if (unknown === undefined) return ids.map((id) => known.get(id)!);
  const all = [...known.keys()].join(', ');
  throw ApiProblem.input([{ field: 'columns', text: { en: `takes some of: ${all}.`, 'zh-CN': `须取自：${all}。` } }]);
}

/** How a list becomes a table: a row for each item of its pages. */
export interface ListTable<Page, Item> {
  /** What the file is called, without its ending. */
  file: string;
  sheet: Text;
  items: (page: Page) => Item[];
  /** What is asked with for the page after; undefined on the last. */
  next: (page: Page) => object | undefined;
  columns: (names: DisplayNames) => TableColumn<Item>[];
}

interface TableQuery {
  format?: TableFormat;
  columns?: string;
  limit?: number;
  cursor?: string;
  after?: number;
}

/**
 * The one place where a list becomes a table. Its rows are made from the very answers that are given as JSON, so that
 * nothing stands in it which the list would not show this caller. Page after page is fetched as the table is read: no
 * snapshot and no connection is held over the network, and memory stays what a page takes.
 */
@Injectable()
export class TableService {
  constructor(
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(Callers) private readonly callers: Callers,
  ) {}

  async listOrTable<Q extends TableQuery, Page, Item>(
    who: Caller,
    asked: Q,
    table: ListTable<Page, Item>,
    read: (asked: Q) => Promise<Page>,
  ): Promise<Page | StreamableFile> {
    const { format, columns: chosen, ...rest } = asked;
    if (format === undefined) {
      if (chosen === undefined) return read(asked);
      throw ApiProblem.input([
        { field: 'columns', text: { en: 'is for tables: give a format.', 'zh-CN': '仅用于表格：请指定 format。' } },
      ]);
    }
    const paged = (['limit', 'cursor', 'after'] as const).filter((name) => rest[name] !== undefined);
    if (paged.length > 0)
      throw ApiProblem.input(
        paged.map((field) => ({
          field,
          text: {
            en: 'is for pages: a table is always all of it; leave it out.',
            'zh-CN': '仅用于分页：表格总是包含全部内容，请删去。',
          },
        })),
      );
    const query = { ...rest, limit: pageRows } as unknown as Q;
    // What is wrong with the question is said before the answer begins.
    const columns = chosenColumns(table.columns(await displayNamesFor(this.ledger, who)), chosen);
    const first = await read(query);
    const rows = this.rows(who, first, query, table, read);
    const stream =
      format === 'csv'
        ? csvOf(columns, rows, who.language)
        : xlsxOf(table.sheet[who.language], columns, rows, who.language);
    return new StreamableFile(stream, {
      type: types[format],
      disposition: `attachment; filename="${table.file}.${format}"`,
    });
  }

  private async *rows<Q extends TableQuery, Page, Item>(
    who: Caller,
    first: Page,
    query: Q,
    table: ListTable<Page, Item>,
    read: (asked: Q) => Promise<Page>,
  ): AsyncGenerator<Item> {
    let lookedAt = Date.now();
    for (let page = first; ;) {
      yield* table.items(page);
      const next = table.next(page);
      if (next === undefined) return;
      if (Date.now() - lookedAt >= lookMs) {
        await this.requireSame(who);
        lookedAt = Date.now();
      }
      page = await read({ ...query, ...next });
    }
  }

  /** A table goes on only for a reader who is signed in and holds what they held when it began. */
  private async requireSame(who: Caller): Promise<void> {
    const now = await this.callers.findAgain(who);
    if (!now || JSON.stringify(now.actor) !== JSON.stringify(who.actor))
      throw new AccessHasChanged('The access of the reader has changed: the table breaks off.');
  }
}

/** What a table ends with whose reader is signed in no more, or holds something else: the download breaks off. */
class AccessHasChanged extends Error {}

const tableTimeoutKey = 'tableMs';
const binary = { schema: { type: 'string', format: 'binary' } } as const;

/** A route that answers with a page (`type`) or with a table, which takes as long as its reader needs. */
export function PageOrTable(type: new () => object): MethodDecorator {
  const content = {
    'application/json': { schema: { $ref: getSchemaPath(type) } },
    'text/csv': binary,
    [xlsxType]: binary,
  };
  return applyDecorators(
    AddRouteConfig({ [tableTimeoutKey]: tableMs }),
    Costs('export-by-format'),
    ApiExtraModels(type),
    ApiOkResponse({ description: 'A page as JSON, or the whole list as a table.', content }),
  );
}

/** Gives the routes that answer with tables their time. */
export function setTableTimeouts(fastify: FastifyInstance): void {
  fastify.addHook('onRoute', (route) => {
    const ms = (route.config as Record<string, unknown> | undefined)?.[tableTimeoutKey];
    if (typeof ms === 'number') route.handlerTimeout = ms;
  });
}
