import { readPackage } from '@colo/schemas/margo/package';
import type { Tree } from '../reader/tree.ts';

const DESCRIPTION = /^apps\/(?:[^/]+\/)*margo\.yaml$/;

/** The folder of the package with this id in a registry's tree, or undefined. Unreadable packages own nothing. */
export async function findApplicationPath(reader: Tree, id: string): Promise<string | undefined> {
  const files = (await reader.list('apps'))
    .map((entry) => entry.path)
    .filter((path) => DESCRIPTION.test(path));
  // By far the most common place first, so that large registries are not read for nothing.
  const usual = `apps/${id}/margo.yaml`;
  if (files.includes(usual) && (await readId(reader, usual)) === id) return `apps/${id}`;
  await reader.preload((path) => DESCRIPTION.test(path));
  for (const file of files) {
    if ((await readId(reader, file)) === id) return file.slice(0, -'/margo.yaml'.length);
  }
  return undefined;
}

async function readId(reader: Tree, file: string): Promise<string | undefined> {
  const bytes = await reader.read(file);
  if (bytes === undefined) return undefined;
  const read = readPackage(new TextDecoder().decode(bytes), { file });
  return read.ok ? read.value.id : undefined;
}
