import { useSyncExternalStore } from 'react';

/** How the console looks and sounds on this browser. */
export interface Settings {
  theme: 'system' | 'light' | 'dark';
  density: 'comfortable' | 'compact';
  sound: boolean;
}

const storedAs = 'settings';
const usual: Settings = { theme: 'system', density: 'comfortable', sound: true };
let settings: Settings = read();
const listeners = new Set<() => void>();

function read(): Settings {
  try {
    return { ...usual, ...(JSON.parse(localStorage.getItem(storedAs) ?? '{}') as Partial<Settings>) };
  } catch {
    return usual;
  }
}

/** Puts the settings on the page. */
export function applySettings(): void {
  const { dataset } = document.documentElement;
  dataset['theme'] = settings.theme;
  dataset['density'] = settings.density;
}

/** Changes some settings, here and in the other tabs. */
export function changeSettings(changed: Partial<Settings>): void {
  settings = { ...settings, ...changed };
  localStorage.setItem(storedAs, JSON.stringify(settings));
  applySettings();
  for (const listener of listeners) listener();
}

addEventListener('storage', ({ key }) => {
  if (key !== storedAs) return;
  settings = read();
  applySettings();
  for (const listener of listeners) listener();
});

export const currentSettings = (): Settings => settings;

export function useSettings(): Settings {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, currentSettings);
}
