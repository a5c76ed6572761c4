const clockQuery = (clock: string | undefined): string =>
  clock === undefined ? '' : `?${new URLSearchParams({ clock })}`;

/** The addresses of the pages. */
export const addresses = {
  desk: '/desk',
  work: '/work',
  inbox: '/inbox',
  revisits: '/revisits',
  board: '/board',
  approvals: '/approvals',
  cases: '/cases',
  account: '/account',
  onDuty: '/on-duty',
  field: '/field',
  /** An order as its technician has it, and as it is printed. */
  order: (number: string): string => `/field/${encodeURIComponent(number)}`,
  printedOrder: (number: string): string => `/field/${encodeURIComponent(number)}/print`,
  figures: '/figures',
  wall: '/wall',
  wallLinks: '/wall-links',
  outages: '/outages',
  people: '/people',
  roster: '/roster',
  areas: '/areas',
  calendars: '/calendars',
  rulebooks: '/rulebooks',
  texts: '/texts',
  imports: '/imports',
  retention: '/retention',
  operations: '/operations',
  setUp: '/set-up',
  /** A case; `clock`: with this deadline of it open. */
  case: (number: string, clock?: string): string => `/cases/${encodeURIComponent(number)}${clockQuery(clock)}`,
  /** The history of a case's workflow; `clock`: what it did about this one. */
  history: (number: string, clock?: string): string => `/histories/${encodeURIComponent(number)}${clockQuery(clock)}`,
  /** All cases of a phone or of a place: what is known of a customer. */
  casesOf: (of: { phone: string } | { place: string }): string => `/cases?${new URLSearchParams(of)}`,
  /** An outage on its timeline. */
  outage: (number: string): string => `/outages?of=${encodeURIComponent(number)}`,
  /** The calls of an outage. */
  callsOf: (outage: string): string => `/cases?${new URLSearchParams({ outage })}`,
  search: (words: string): string => `/cases?q=${encodeURIComponent(words)}`,
};

/** Whether words are the number of a case, as 'PC-2026-000001'. */
export const isCaseNumber = (words: string): boolean => /^[A-Z]{1,4}-\d{4}-\d{4,9}$/i.test(words.trim());
