import { ColoError } from '@colo/schemas/errors';
import type { NodeClientOptions } from './node-client-options.ts';

/** What a folder on a host may be called: nothing that a shell, or PATH, reads as more than a name. */
const FOLDER = /^[A-Za-z0-9._/+-]+$/;

/** Refuses folders that could not be passed on safely. The inventory's schema has the same rule. */
export function checkOptions(options: NodeClientOptions): void {
  const { site, host } = options.target;
  const bad = [options.workdir, ...options.searchPath].find(
    (folder) => !FOLDER.test(folder) || folder.startsWith('-') || folder.split('/').includes('..'),
  );
  const relative = options.searchPath.find((folder) => !folder.startsWith('/'));
  if (bad !== undefined || relative !== undefined) {
    throw new ColoError(
      'NODE_INTENT_INVALID',
      `The folder ${JSON.stringify(bad ?? relative)} is not usable.`,
      {
        place: { site, host },
        fix: 'Use an absolute path of letters, digits and . _ + - / in site.yaml.',
      },
    );
  }
}
