/** A demo site for each rulebook. */
export const sites = { property: 'sunshine', heating: 'north-town-heat', power: 'river-county-power' } as const;
