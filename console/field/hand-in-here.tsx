import { useMemo, type ReactNode } from 'react';
import { HandingIn, type HandIn } from '../act/hand-in.js';
import { localPrefix } from '../act/values.js';
import { useMe } from '../api/me.js';
import { keepOnPhone } from '../offline/photos.js';
import { fileNamed } from '../offline/store.js';
import { placeIfAllowed } from './use-position.js';

/** Forms within keep their photos and signatures on the phone; they go out before the act that names them. */
export function HandInHere({ children }: { children: ReactNode }) {
  const { id: person } = useMe();
  const handIn = useMemo((): HandIn => {
    const addresses = new Map<string, string>();
    return {
      byCamera: true,
      async take(file, isDrawn = false) {
        const place = isDrawn ? undefined : await placeIfAllowed();
        return keepOnPhone(person, file, { isDrawn, place });
      },
      async addressOf(name) {
        if (!name.startsWith(localPrefix)) return `/v1/files/${name}`;
        const file = addresses.has(name) ? undefined : await fileNamed(name);
        if (file) addresses.set(name, URL.createObjectURL(new Blob([file.bytes], { type: file.type })));
        return addresses.get(name);
      },
    };
  }, [person]);
  return <HandingIn.Provider value={handIn}>{children}</HandingIn.Provider>;
}
