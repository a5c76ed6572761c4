/** How customers reach their page: its address with `{key}` in it (empty: none is told), and for how many days. */
export interface CustomerPageSettings {
  link: string;
  days: number;
}

export const customerPageDefaults: CustomerPageSettings = { link: '', days: 90 };
