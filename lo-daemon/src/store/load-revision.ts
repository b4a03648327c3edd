import { isColoError } from '@colo/schemas/errors';
import type { PackageContent } from '@colo/schemas/margo/content';
import { resolveHosts } from '@colo/schemas/resolve';
import { readSiteDocuments } from '../git/read-site-documents.ts';
import type { Store } from './open-store.ts';
import type { PackageStore } from './package-store.ts';
import type { Revision, RevisionRecord } from './revision.ts';

/**
 * The adopted revision from LO's own store, without any network; undefined when there is none, or a part of it is
 * damaged and cannot be brought back: then it is taken from Git again.
 *
 * @param refill brings back what is damaged of a revision, if it can
 */
export async function loadRevision(
  site: string,
  { revisions, packages }: Pick<Store, 'revisions' | 'packages'>,
  refill?: (record: RevisionRecord) => Promise<void>,
): Promise<Revision | undefined> {
  const record = await revisions.readAdopted();
  if (record === undefined) return undefined;
  const whole = await readRevision(site, record, packages);
  if (whole !== undefined || refill === undefined) return whole;
  try {
    await refill(record);
  } catch (error) {
    if (isColoError(error) && error.kind !== 'bug') return undefined;
    throw error;
  }
  return readRevision(site, record, packages);
}

async function readRevision(
  site: string,
  record: RevisionRecord,
  packages: PackageStore,
): Promise<Revision | undefined> {
  const contents = new Map<string, PackageContent>();
  for (const digest of record.packages) {
    const content = await packages.get(digest);
    if (content === undefined) return undefined;
    contents.set(digest, content);
  }
  try {
    const documents = readSiteDocuments(site, record);
    const hosts = new Map(resolveHosts(documents.desired, contents).map((host) => [host.host, host]));
    return { record, ...documents, packages: contents, hosts, secrets: new Map() };
  } catch (error) {
    if (isColoError(error) && error.kind !== 'bug') return undefined;
    throw error;
  }
}
