import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { GitManager, GitRepository } from '@colo/lo-daemon/git';
import { BlobStore, PackageStore, type Revision, RevisionStore } from '@colo/lo-daemon/store';
import { ColoError } from '@colo/schemas/errors';
import type { FetchRepository } from '../data/fetch-repository.ts';
import type { FetchSides } from './fetch-sides.ts';
import { describeInfra } from './infra-settings.ts';
import { measureFolder } from './measure-folder.ts';
import type { ForgeProcess } from './start-forge-process.ts';

/** LO's own way: GitManager over a filtered repository, checked and taken into LO's store. */
export function createLoFetch(forge: ForgeProcess, source: FetchRepository, folder: string): FetchSides {
  let manager = createManager(forge, source, folder);
  let adopted: Revision | undefined;
  const name = 'LO';
  return {
    first: {
      name,
      async prepare() {
        await rm(folder, { recursive: true, force: true });
        manager = createManager(forge, source, folder);
        adopted = undefined;
      },
      async run() {
        await manager.prepare();
        const outcome = await manager.take(
          { kind: 'GitPolled', main: source.head, events: undefined },
          undefined,
        );
        if (outcome.kind !== 'adopted') throw new ColoError('INTERNAL', `The site was ${outcome.kind}.`);
        await manager.keep(outcome);
        adopted = outcome.revision;
      },
      gauge: async () => ({ wire: await forge.takeTraffic(), disk: await measureFolder(folder) }),
    },
    increment: {
      name,
      async run() {
        const polled = { kind: 'GitPolled', main: source.head, events: undefined } as const;
        const outcome = await manager.take(polled, adopted);
        if (outcome.kind !== 'unchanged') throw new ColoError('INTERNAL', `The site was ${outcome.kind}.`);
      },
      gauge: async () => ({ wire: await forge.takeTraffic() }),
    },
  };
}

function createManager(forge: ForgeProcess, source: FetchRepository, folder: string): GitManager {
  const infra = describeInfra(forge, 'infra');
  const blobs = new BlobStore(join(folder, 'blobs'));
  const guard = {
    runtimes: ['process'],
    runtime: { allow: [], bindMounts: [], capabilities: [], devices: [] },
    removals: undefined,
    rewind: false,
  };
  return new GitManager({
    settings: { site: source.site, infra, guard },
    repository: new GitRepository({ folder: join(folder, 'repository.git'), infra }),
    revisions: new RevisionStore(join(folder, 'revisions')),
    blobs,
    packages: new PackageStore(join(folder, 'packages'), blobs),
    log: { warn: () => undefined },
  });
}
