import { join } from 'node:path';
import type { Benchmark } from '../benchmark.ts';
import { createFetchRepository } from '../data/fetch-repository.ts';
import { createBareClone, createSparseClone } from '../support/clone-peers.ts';
import { createLoFetch } from '../support/lo-fetch.ts';
import { startForgeProcess } from '../support/start-forge-process.ts';

const DEFAULT_SITES = 1000;
const TOUCHED_SITES = 100;

/** What a site pays to get its part of a fleet's repo: once, and each time others' sites change. */
export const fetch: Benchmark = {
  name: 'fetch',
  compares: `GitManager's first fetch of one site, and its increment after a commit that touches ${TOUCHED_SITES} other sites, against \`git clone --depth 1 --filter=blob:none --sparse\` of that site and \`git clone --depth 1 --bare\``,
  fair: "Same HTTP server, same credential, same commit; bytes are counted by a relay between client and server. The sparse clone takes the site's folder and its package, which is what LO takes. LO does more in its time: it validates the documents, hashes the package, and writes both to its store with fsync; the clones only download. The bare clone has every site's files.",
  async open(context) {
    const { sites = DEFAULT_SITES, runs, folder } = context;
    const forge = await startForgeProcess(context, ['infra']);
    const repository = await createFetchRepository(forge, {
      sites,
      runs,
      touched: Math.min(TOUCHED_SITES, sites - 1),
    });
    const lo = createLoFetch(forge, repository, join(folder, 'lo'));
    const sparse = createSparseClone(forge, repository, join(folder, 'sparse'));
    const bare = createBareClone(forge, join(folder, 'bare'));
    return {
      notes: [
        `${sites} sites of 3 hosts, ${repository.fileCount} files, one commit before the measured ones.`,
      ],
      comparisons: [
        {
          title: 'first fetch',
          beforeRound: () => repository.rewind(),
          ours: lo.first,
          peers: [sparse.first, bare.first],
        },
        {
          title: `increment: a commit that touches ${repository.touched} other sites`,
          beforeRound: (round) => repository.moveTo(round),
          ours: lo.increment,
          peers: [sparse.increment, bare.increment],
        },
      ],
    };
  },
};
