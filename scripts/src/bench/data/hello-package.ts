import { join } from 'node:path';
import { ColoError } from '@colo/schemas/errors';
import type { PackageContent } from '@colo/schemas/margo/content';
import type { AppPackage } from '@colo/schemas/margo/package';
import { loadPackage } from '@colo/schemas/validate/package';
import { checkoutRoot } from '../../world/places.ts';
import { createMemoryReader, type FileTree } from './memory-reader.ts';
import { readFolder } from './read-folder.ts';

/** The example application that users copy, read as CO reads it. */
export interface HelloPackage {
  readonly app: AppPackage;
  readonly content: PackageContent;
  readonly digest: string;
  readonly files: FileTree;
}

/** @param folder name below `templates/apps` */
export async function readHelloPackage(
  folder: 'hello-world' | 'hello-world-1.1' = 'hello-world',
): Promise<HelloPackage> {
  const files = await readFolder(join(checkoutRoot, 'templates/apps', folder));
  const { app, content, digest, diagnostics } = await loadPackage(createMemoryReader(files), '');
  if (app === undefined || content === undefined || digest === undefined)
    throw new ColoError('INTERNAL', `${folder} cannot be read: ${diagnostics[0]?.message ?? 'no reason'}`);
  return { app, content, digest, files };
}
