import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Root of this checkout of colo. */
export const checkoutRoot = join(dirname(fileURLToPath(import.meta.url)), '../../../..');

/** A small clean environment for programs of the world, so that the machine's own settings change nothing. */
export function programEnvironment(home: string): Readonly<Record<string, string>> {
  return {
    HOME: home,
    PATH: process.env['PATH'] ?? '/usr/local/bin:/usr/bin:/bin',
    LC_ALL: 'C.UTF-8',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_AUTHOR_NAME: 'Ada Operator',
    GIT_AUTHOR_EMAIL: 'ada@acme.example',
    GIT_COMMITTER_NAME: 'Ada Operator',
    GIT_COMMITTER_EMAIL: 'ada@acme.example',
  };
}
