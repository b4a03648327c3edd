import type { Settings } from '../config/settings.ts';
import type { BlobStore } from '../store/blob-store.ts';
import { peekSeal } from './seal-key.ts';
import { SecretKeeper } from './secret-keeper.ts';

/** A keeper for commands that only look: it makes no key. */
export function peekSecrets(settings: Settings, blobs: BlobStore): SecretKeeper {
  return new SecretKeeper({ settings, blobs, openSeal: () => peekSeal(settings.stateDir) });
}
