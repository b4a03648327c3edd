import { parentPort, workerData } from 'node:worker_threads';
import { createSitesCheck, type SiteFiles } from '@colo/schemas/validate/infra';
import { createFolderReader } from '../reader/folder-reader.ts';
import type { SitesThreadAnswer, SitesThreadJob } from './check-sites-in-threads.ts';

// A thread of `co validate`: checks the sites that it is given, and says what it found.
const { root, options }: SitesThreadJob = workerData;
const check = createFolderReader(root).then((reader) => createSitesCheck(reader, options));

parentPort?.on('message', async (sites: readonly SiteFiles[]) => {
  const answer: SitesThreadAnswer = await check
    .then((checkSites) => checkSites(sites))
    .then(
      (report) => ({ report }),
      () => ({ failed: true }),
    );
  parentPort?.postMessage(answer);
});
