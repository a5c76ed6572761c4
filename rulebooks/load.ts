import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import type { Calendar, CalendarException, Season, Week, Weekday } from '../domain/time/calendar.js';
import { exceptionsOf, type HolidayDay } from '../domain/rulebook/holidays.js';
import type { Rulebook } from '../domain/rulebook/rulebook.js';
import { withGeneratedClocks } from './generated-clocks.js';
import { rulebookFiles, rulebookText, mergeFragments } from './fragments.js';

/** A rulebook ready for use, and the text it was read from: what is stored as its version. */
export interface LoadedRulebook {
  rulebook: Rulebook;
  text: string;
}

/** A calendar as written: the holidays of a country by name, make-up workdays (调休) kept like the weekday named. */
export interface WrittenCalendar {
  timeZone?: string;
  week: Week;
  seasons?: Season[];
  exceptions?: CalendarException[];
  holidays?: string;
  makeUpDayAs?: Weekday;
}

/** A rulebook as written: its calendars not yet expanded. */
export type WrittenRulebook = Omit<Rulebook, 'calendars'> & { calendars: Record<string, WrittenCalendar> };

interface Holidays {
  published: number[];
  days: HolidayDay[];
}

/**
 * Where the rulebooks and holiday tables lie: found from the folder with package.json, whether this runs from source or
 * from dist/.
 */
export const rulebookFolder = join(projectRoot(), 'rulebooks');

/**
 * Reads a rulebook (a folder or a single file) and builds the holidays into its calendars. Does not check it
 * (`checkRulebook`); what cannot be read throws.
 */
export function loadRulebook(path: string): LoadedRulebook {
  const text = rulebookText(rulebookFiles(path));
  return { rulebook: readRulebook(text), text };
}

/** The same from text, for versions kept elsewhere. */
export function readRulebook(text: string): Rulebook {
  const { value, faults } = mergeFragments([{ file: 'rulebook', text }]);
  if (faults[0]) throw new Error(`${faults[0].file}:${faults[0].line}: ${faults[0].message.en}`);
  const written = value as WrittenRulebook;
  const calendars = Object.entries(written.calendars).map(([name, calendar]): [string, Calendar] => [
    name,
    expandCalendar(calendar, written.timeZone),
  ]);
  return { ...withGeneratedClocks(written), calendars: Object.fromEntries(calendars) };
}

/** Every rulebook that is shipped, in the order of their folders' names. */
export function loadAllRulebooks(): LoadedRulebook[] {
  return rulebookPaths().map(loadRulebook);
}

/** The text of a version that is shipped now; undefined where it came with other software, or is none of ours. */
export function shippedRulebookText(name: string, version: string): string | undefined {
  for (const path of rulebookPaths()) {
    const text = rulebookText(rulebookFiles(path));
    const of = (key: string) => new RegExp(`^${key}: *['"]?([^'"\\s]+)`, 'm').exec(text)?.[1];
    if (of('name') === name && of('version') === version) return text;
  }
  return undefined;
}

/** The folders of the shipped rulebooks. */
export function rulebookPaths(): string[] {
  return [...readdirSync(rulebookFolder, { withFileTypes: true })]
    .filter((entry) => entry.isDirectory() && existsSync(join(rulebookFolder, entry.name, 'rulebook.yaml')))
    .map((entry) => join(rulebookFolder, entry.name))
    .sort();
}

/**
 * A written calendar as the domain counts in it. Where its holiday table is missing its years are unpublished: due
 * times come out provisional.
 */
export function expandCalendar(written: WrittenCalendar, timeZone: string): Calendar {
  const country = written.holidays;
  const calendar: Calendar = { ...written, timeZone: written.timeZone ?? timeZone };
  if (!country) return calendar;
  const table = holidaysOf(country);
  const own = new Set(written.exceptions?.map(({ date }) => date));
  const days = (table?.days ?? []).filter(({ date }) => !own.has(date));
  return {
    ...calendar,
    exceptions: [...exceptionsOf(days, calendar), ...(written.exceptions ?? [])],
    publishedYears: table?.published ?? [],
  };
}

/** The file of a country's holidays, whether or not it is there. */
export function holidayFile(country: string): string {
  return join(rulebookFolder, `holidays-${country}.yaml`);
}

const tables = new Map<string, Holidays>();

function holidaysOf(country: string): Holidays | undefined {
  const file = holidayFile(country);
  if (!tables.has(country) && existsSync(file)) tables.set(country, parse(readFileSync(file, 'utf8')) as Holidays);
  return tables.get(country);
}

function projectRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) {
    const parent = dirname(folder);
    if (parent === folder)
      throw new Error('No package.json above this file: run from the project folder or its dist/.');
    folder = parent;
  }
  return folder;
}
