import type { Text } from '../../domain/text.js';

/** An invented organisation: its sites with the rulebooks that hold there, and its people with what they hold. */
export interface DemoOrganisation {
  id: string;
  sites: { id: string; kind: string; name: Text; rulebooks: string[] }[];
  people: DemoPerson[];
}

export interface DemoPerson {
  id: string;
  name: string;
  posts: [role: string, site: string | null, department?: string][];
}
