import type { Json } from '../api/client.js';

export type EmergingGroup = Json<'EmergingGroupJson'>;

/** What a group is called: its place, the kind, its matter. */
export const titleOf = ({ kindName, matterName, placeName }: EmergingGroup): string =>
  [placeName, kindName, matterName].filter(Boolean).join(' · ');
