import { diagnosticsToError } from '@colo/schemas/diagnostics';
import { ColoError } from '@colo/schemas/errors';
import { decodeText } from '@colo/schemas/tree';
import { CatFile } from './cat-file.ts';
import type { GitRepository } from './git-repository.ts';
import { GitTreeReader } from './git-tree-reader.ts';
import type { SiteTexts } from './read-site-documents.ts';
import { siteFolder } from './site-paths.ts';

/** Both texts of a site as far as they are there. */
export interface FoundTexts {
  readonly siteText: string | undefined;
  readonly desiredText: string | undefined;
}

/** Reads a site's two files at a commit; their blobs must be here already. Bytes that are no UTF-8 are refused. */
export async function readFoundTexts(
  repository: GitRepository,
  commit: string,
  site: string,
): Promise<FoundTexts> {
  const folder = siteFolder(site);
  const paths = [`${folder}/site.yaml`, `${folder}/desiredstate.yaml`] as const;
  const entries = await repository.listPaths(commit, paths);
  const catFile = new CatFile(repository.gitDir);
  try {
    const reader = new GitTreeReader({ entries, catFile });
    const [siteBytes, desiredBytes] = [await reader.read(paths[0]), await reader.read(paths[1])];
    return { siteText: decode(siteBytes, paths[0]), desiredText: decode(desiredBytes, paths[1]) };
  } finally {
    await catFile.close();
  }
}

/**
 * As {@link readFoundTexts}, but both must be there.
 *
 * @throws ColoError GIT_SITE_MISSING, GIT_ENTRY_REFUSED
 */
export async function readSiteTexts(
  repository: GitRepository,
  commit: string,
  site: string,
): Promise<SiteTexts> {
  const { siteText, desiredText } = await readFoundTexts(repository, commit, site);
  if (siteText === undefined) return refuseMissing(`${siteFolder(site)}/site.yaml`, commit);
  if (desiredText === undefined) return refuseMissing(`${siteFolder(site)}/desiredstate.yaml`, commit);
  return { siteText, desiredText };
}

function refuseMissing(file: string, commit: string): never {
  throw new ColoError('GIT_SITE_MISSING', `There is no ${file} in commit ${commit.slice(0, 12)}.`, {
    place: { file, commit },
  });
}

function decode(bytes: Uint8Array | undefined, file: string): string | undefined {
  if (bytes === undefined) return undefined;
  const text = decodeText(bytes, { file });
  if (!text.ok) throw diagnosticsToError(text.diagnostics);
  return text.value;
}
