import { join } from 'node:path';
import { AppendLog } from './append-log.ts';
import { BlobStore } from './blob-store.ts';
import { PackageStore } from './package-store.ts';
import { RevisionStore } from './revision-store.ts';
import { StateStore } from './state-store.ts';

/** LO's own files, all below its state folder. */
export interface Store {
  readonly blobs: BlobStore;
  readonly packages: PackageStore;
  readonly revisions: RevisionStore;
  readonly state: StateStore;
  readonly outbox: AppendLog;
  /** The local copy of the infra repo. */
  readonly gitDir: string;
}

export function openStore(stateDir: string, site: string): Store {
  const blobs = new BlobStore(join(stateDir, 'blobs'));
  return {
    blobs,
    packages: new PackageStore(join(stateDir, 'packages'), blobs),
    revisions: new RevisionStore(join(stateDir, 'revisions')),
    state: new StateStore(join(stateDir, 'state'), site),
    outbox: new AppendLog(join(stateDir, 'outbox', 'reports.jsonl')),
    gitDir: join(stateDir, 'git'),
  };
}
