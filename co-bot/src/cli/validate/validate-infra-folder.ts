import { relative, sep } from 'node:path';
import type { ModeOption } from '@colo/schemas/margo/package';
import { validateInfraTree } from '@colo/schemas/validate/infra';
import { createFolderReader } from '../reader/folder-reader.ts';
import { createThreadedCheck } from './check-sites-in-threads.ts';
import type { TargetReport } from './target-report.ts';

/**
 * Checks an infra repo, or the part of it below `only`. A whole one may be large: its sites are checked in threads, and
 * `signal` ends that.
 */
export async function validateInfraFolder(
  root: string,
  only: string | undefined,
  options: ModeOption,
  signal: AbortSignal,
): Promise<TargetReport> {
  const reader = await createFolderReader(root, signal);
  if (only === undefined) {
    const checkSites = createThreadedCheck(root, reader, { signal });
    const diagnostics = await validateInfraTree(reader, { ...options, checkSites });
    return { root, what: 'infra repo', diagnostics };
  }
  const part = relative(root, only).split(sep).join('/');
  const changed = (await reader.list(part)).map((entry) => entry.path);
  const found = await validateInfraTree(reader, { only: changed, ...options });
  return { root, what: `infra repo, ${part}`, diagnostics: found };
}
