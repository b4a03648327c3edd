import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../docs/pages.ts';

/** One line of `exports` in a workspace's package.json. */
export interface Subpath {
  /** As others import it: `@colo/schemas/errors`. */
  readonly specifier: string;
  /** The file that it names, from the root of the repository. */
  readonly built: string;
  /** What that file is compiled from. */
  readonly source: string;
}

interface Manifest {
  readonly name: string;
  readonly exports: Readonly<Record<string, string>>;
}

/** The subpaths that a workspace exports. */
export async function listSubpaths(workspace: string): Promise<readonly Subpath[]> {
  const manifest: unknown = JSON.parse(await readFile(`${root}${workspace}/package.json`, 'utf8'));
  if (!isManifest(manifest)) throw new Error(`${workspace} exports nothing`);
  return Object.entries(manifest.exports).map(([subpath, target]) => {
    const built = join(workspace, target);
    const source = built.replace('/dist/', '/').replace(/\.js$/, '.ts');
    return { specifier: join(manifest.name, subpath), built, source };
  });
}

function isManifest(value: unknown): value is Manifest {
  return typeof value === 'object' && value !== null && 'name' in value && 'exports' in value;
}
