import type { Json } from '../api/client.js';
import type { Shortcut } from '../look/keys.js';
import type { Field, Values } from './values.js';

/** What every control of a field is given. */
export interface ControlProps {
  field: Field;
  rules: Json<'KindsJson'>;
  /** The case it is about, where there is one yet: whose clocks may be named. */
  number?: string;
  /** Of the case: whose people may be named. */
  site: string;
  /** For instants: the zone of the rulebook. */
  timeZone: string;
  /** What else was filled in. */
  beside?: Values;
  value: unknown;
  onChange: (value: unknown) => void;
  error?: string | undefined;
  hint?: string | undefined;
  shortcut?: Shortcut | undefined;
  autoFocus?: boolean;
}
