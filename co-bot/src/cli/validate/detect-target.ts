import { basename, dirname, join, relative } from 'node:path';
import { isArchivePath } from '@colo/schemas/archive';
import { ColoError } from '@colo/schemas/errors';
import { toSafeText } from '@colo/schemas/text';
import { lstatIfThere } from '../reader/lstat-if-there.ts';

/** What a path turned out to be. `root` and `path` are absolute. */
export type ValidationTarget =
  | { readonly kind: 'infra'; readonly root: string; readonly only?: string }
  | { readonly kind: 'registry'; readonly root: string }
  | { readonly kind: 'package'; readonly root: string }
  | { readonly kind: 'document'; readonly path: string }
  /** A package, packed. */
  | { readonly kind: 'archive'; readonly path: string }
  /** A folder with documents that belong to no repo and no package. */
  | { readonly kind: 'documents'; readonly root: string };

/**
 * Decides what `path` is: a repo or a package by what lies in it, a part of an infra repo by what lies above it, single
 * documents otherwise. Throws CLI_INPUT_MISSING for what is neither file nor folder. Links are not followed.
 */
export async function detectTarget(path: string): Promise<ValidationTarget> {
  const stats = await lstatIfThere(path);
  if (stats === undefined)
    throw new ColoError('CLI_INPUT_MISSING', `${toSafeText(path, 400)} does not exist`);
  if (stats.isFile()) return await detectFile(path);
  if (!stats.isDirectory()) {
    throw new ColoError('CLI_INPUT_MISSING', `${toSafeText(path, 400)} is neither a file nor a folder`);
  }
  if (await isThere(join(path, 'margo.yaml'))) return { kind: 'package', root: path };
  if ((await isThere(join(path, 'colo.yaml'))) || (await isThere(join(path, 'sites')))) {
    return { kind: 'infra', root: path };
  }
  if (await isThere(join(path, 'apps'))) return { kind: 'registry', root: path };
  const above = await findInfraRoot(path);
  if (above !== undefined) return { kind: 'infra', root: above, only: path };
  return { kind: 'documents', root: path };
}

async function detectFile(path: string): Promise<ValidationTarget> {
  if (basename(path) === 'margo.yaml') return { kind: 'package', root: dirname(path) };
  const root = await findInfraRoot(dirname(path));
  const isPart = root !== undefined && /^(?:sites|packages)[\\/]/.test(relative(root, path));
  if (isArchivePath(path) && !isPart) return { kind: 'archive', path };
  return root === undefined ? { kind: 'document', path } : { kind: 'infra', root, only: path };
}

/** The nearest folder above that holds colo.yaml. A folder of packages in it is judged with it. */
async function findInfraRoot(start: string): Promise<string | undefined> {
  for (let folder = start; dirname(folder) !== folder; folder = dirname(folder)) {
    if (await isThere(join(folder, 'colo.yaml'))) return folder;
    if (await isThere(join(folder, '.git'))) return undefined;
  }
  return undefined;
}

async function isThere(path: string): Promise<boolean> {
  return (await lstatIfThere(path)) !== undefined;
}
