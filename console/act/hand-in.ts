import { createContext, useContext } from 'react';
import { uploadFile } from '../api/upload.js';

/** How a form takes files: handed in at once, or kept on the phone until they can be. */
export interface HandIn {
  /** Takes a file; the name by which the act names it. `isDrawn`: made on the screen, not taken by a camera. */
  take: (file: File, isDrawn?: boolean) => Promise<string>;
  /** Where a file can be looked at by its name; undefined where it is gone. */
  addressOf: (name: string) => Promise<string | undefined>;
  /** Whether photos are taken rather than chosen. */
  byCamera: boolean;
}

export const HandingIn = createContext<HandIn>({
  take: uploadFile,
  addressOf: async (name) => `/v1/files/${name}`,
  byCamera: false,
});

export const useHandIn = (): HandIn => useContext(HandingIn);
