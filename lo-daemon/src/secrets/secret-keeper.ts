import { ColoError, isColoError } from '@colo/schemas/errors';
import { listSecretUses } from '@colo/schemas/resolve';
import type { Settings } from '../config/settings.ts';
import { registerSecret } from '../report/redact.ts';
import type { BlobStore } from '../store/blob-store.ts';
import type { Revision } from '../store/revision.ts';
import type { SecretOutcome } from './find-secret-problem.ts';
import { readSecret } from './read-secret.ts';
import type { Seal } from './seal-key.ts';
import { listGrantedNames, sealRevision } from './seal-revision.ts';
import { secretUnavailable } from './secret-unavailable.ts';

export interface SecretKeeperOptions {
  readonly settings: Pick<Settings, 'secrets' | 'secretIdentityFile'>;
  readonly blobs: BlobStore;
  /** Opened when the first secret is needed: a site without secrets has no key. */
  openSeal(): Promise<Seal>;
}

/** Reads the secrets that a revision needs, and nobody else's. They stay in memory, and only in the newest revision. */
export class SecretKeeper {
  readonly #options: SecretKeeperOptions;
  #seal: Promise<Seal> | undefined;

  constructor(options: SecretKeeperOptions) {
    this.#options = options;
  }

  /**
   * The revision with the secrets as they are now; the same one where they are as it says already.
   *
   * @throws ColoError LO_STATE_UNWRITABLE when the site's key cannot be kept
   */
  async seal(revision: Revision): Promise<Revision> {
    const { settings, openSeal } = this.#options;
    if (!hasSecrets(revision)) return revision;
    this.#seal ??= openSeal().catch((error: unknown) => {
      this.#seal = undefined;
      throw error;
    });
    const seal = await this.#seal;
    const outcomes = new Map<string, SecretOutcome>();
    for (const name of listGrantedNames(revision, settings.secrets))
      outcomes.set(name, await this.#read(name, revision));
    return sealRevision(revision, { configs: settings.secrets, outcomes, seal });
  }

  async #read(name: string, revision: Revision): Promise<SecretOutcome> {
    const { settings, blobs } = this.#options;
    const from = settings.secrets[name]?.from;
    if (from === undefined) throw new ColoError('INTERNAL', 'A secret without a source was asked for.');
    try {
      const text = await readSecret(name, from, {
        identityFile: settings.secretIdentityFile,
        readAgeFile: async (file) => {
          const { secretFiles } = revision.record;
          const sha256 = Object.hasOwn(secretFiles, file) ? secretFiles[file] : undefined;
          return sha256 === undefined ? undefined : await readKept(name, sha256, blobs);
        },
      });
      registerSecret(text);
      return { text };
    } catch (error) {
      if (isColoError(error) && error.code === 'LO_SECRET_UNAVAILABLE') return { error };
      throw error;
    }
  }
}

async function readKept(name: string, sha256: string, blobs: BlobStore): Promise<Uint8Array> {
  try {
    return await blobs.get(sha256);
  } catch (error) {
    throw secretUnavailable(name, "cannot be read from LO's store", error);
  }
}

/** True when a component of the revision refers to a secret. */
function hasSecrets({ hosts }: Revision): boolean {
  return [...hosts.values()].some(({ applications }) =>
    applications.some(({ components }) =>
      components.some((component) => listSecretUses(component).length > 0),
    ),
  );
}
