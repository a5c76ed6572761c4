import { lazy } from 'react';

/** The form of an act where it comes only once somebody opens it. */
export const OpenedActForm = lazy(async () => ({ default: (await import('./ActForm.js')).ActForm }));
