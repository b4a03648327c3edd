import { type Event, readEvent } from '@colo/schemas/documents/event';
import { CatFile } from './cat-file.ts';
import type { GitRepository } from './git-repository.ts';
import { GitTreeReader } from './git-tree-reader.ts';
import { siteFolder } from './site-paths.ts';

/** The event of a site at a commit of the events branch; undefined when there is none that can be read. */
export async function readEventAt(
  repository: GitRepository,
  commit: string,
  site: string,
  signal?: AbortSignal,
): Promise<Event | undefined> {
  const file = `${siteFolder(site)}/event.yaml`;
  const entries = await repository.listPaths(commit, [file]);
  const tree = await repository.resolve(`${commit}:${siteFolder(site)}`);
  if (entries.length === 0 || tree === undefined) return undefined;
  await repository.fetchObjects(await repository.listMissing([tree]), signal);
  const catFile = new CatFile(repository.gitDir);
  try {
    const bytes = await new GitTreeReader({ entries, catFile }).read(file);
    const result = readEvent(Buffer.from(bytes ?? []).toString('utf8'), { file, site });
    // Events are hints: one that cannot be used is as good as none.
    return result.ok ? result.value : undefined;
  } finally {
    await catFile.close();
  }
}
