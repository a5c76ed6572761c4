import { join } from 'node:path';
import type { Config } from '../config.js';
import { FileStore } from '../ledger/files/file-store.js';
import type { DeskPlaces } from './backup.js';

/** Where the settings say that everything lies beside the database. */
export function placesOf(config: Config): DeskPlaces {
  return {
    store: new FileStore(config.filesDir, Infinity),
    headKeyFile: config.headKeyFile,
    engineKeysFile: join(config.dataDir, 'engine-signing-keys'),
    demoTokensFile: join(config.dataDir, 'demo-tokens.json'),
    headsDir: config.headsDir,
    erasuresDir: config.erasuresDir,
  };
}
