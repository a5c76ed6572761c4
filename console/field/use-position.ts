import { useEffect, useState } from 'react';
import { api, newKey } from '../api/client.js';
import type { Place } from './distance.js';

/** What is known of where the phone is. `denied`: the person or the phone does not say. */
export type Position = { place: Place } | 'unknown' | 'denied';

/** A place of a minute ago will do; nobody waits longer than this for a new one. */
const asked = { maximumAge: 60_000, timeout: 8_000 };

function ask(): Promise<Place | undefined> {
  return new Promise((resolve) => {
    if (!('geolocation' in navigator)) return resolve(undefined);
    return navigator.geolocation.getCurrentPosition(
      ({ coords: { latitude, longitude } }) => resolve({ latitude, longitude }),
      () => resolve(undefined),
      asked,
    );
  });
}

/** Where the phone is, where the person has allowed that before; nobody is asked. */
export async function placeIfAllowed(): Promise<Place | undefined> {
  const allowed = await navigator.permissions?.query({ name: 'geolocation' }).catch(() => undefined);
  return allowed?.state === 'granted' ? ask() : undefined;
}

/** Where the phone is: known at once where that was allowed before, else asked for by `locate`; the desk is told, too. */
export function usePosition(): { position: Position; locate: () => void } {
  const [position, setPosition] = useState<Position>('unknown');
  useEffect(() => {
    void placeIfAllowed().then((place) => place && setPosition({ place }));
  }, []);
  const locate = async () => {
    const place = await ask();
    setPosition(place ? { place } : 'denied');
    if (!place) return;
    // So that work nearby is offered to whoever is there; what does not arrive is told the next time.
    await api
      .POST('/v1/me/position', { params: { header: { 'Idempotency-Key': newKey() } }, body: place })
      .catch(() => undefined);
  };
  return { position, locate: () => void locate() };
}
