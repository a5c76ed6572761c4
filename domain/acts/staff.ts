/** Everybody who works here (property-003): whoever receives a complaint or finds a fault hands it to the centre (P-4.2.8, P-4.3.3.1). */
export const allStaff = [
  'reception',
  'cs-agent',
  'cs-supervisor',
  'office-director',
  'responsible-leader',
  'company-manager',
  'department-head',
  'department-staff',
  'maintenance',
  'equipment-power-supervisor',
  'guard',
  'duty-administrator',
  'duty-supervisor',
  'monitor-room',
] as const;
