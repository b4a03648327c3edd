import type { Diagnostic } from '@colo/schemas/diagnostics';
import type { ModeOption } from '@colo/schemas/margo/package';
import { type RepoReader, walkTree } from '@colo/schemas/tree';
import { validateInfraTree } from '@colo/schemas/validate/infra';
import { loadPackage } from '@colo/schemas/validate/package';
import { validateRegistryTree } from '@colo/schemas/validate/registry';

/** What a whole tree is. */
export type TreeKind = 'infra' | 'registry' | 'package';

export interface TreeReport {
  /** What was checked, for the summary. */
  readonly what: string;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * What lies at the top of a tree makes it one of colo's, or what did until it was removed; undefined where nothing does.
 *
 * @param changed paths of the tree that changed, removed ones too
 */
export async function detectTreeKind(
  reader: RepoReader,
  changed: readonly string[],
): Promise<TreeKind | undefined> {
  async function hasFile(path: string): Promise<boolean> {
    return changed.includes(path) || (await reader.list(path)).some((entry) => entry.path === path);
  }
  async function hasFolder(path: string): Promise<boolean> {
    if (changed.some((each) => each.startsWith(`${path}/`))) return true;
    for await (const entry of walkTree(reader, path)) return entry.path.startsWith(`${path}/`);
    return false;
  }
  if (await hasFile('margo.yaml')) return 'package';
  if ((await hasFile('colo.yaml')) || (await hasFolder('sites'))) return 'infra';
  return (await hasFolder('apps')) ? 'registry' : undefined;
}

/** Checks a tree as far as `only`, changed paths, touches it; undefined checks all of it. */
export async function validateTree(
  reader: RepoReader,
  kind: TreeKind,
  only: readonly string[] | undefined,
  options: ModeOption = {},
): Promise<TreeReport> {
  const scope = only === undefined ? options : { only, ...options };
  const said = only === undefined ? '' : `, ${only.length} changed file${only.length === 1 ? '' : 's'}`;
  if (only?.length === 0) return { what: `${names[kind]}, nothing changed`, diagnostics: [] };
  switch (kind) {
    case 'infra':
      return { what: `infra repo${said}`, diagnostics: await validateInfraTree(reader, scope) };
    case 'registry': {
      const { diagnostics, packages } = await validateRegistryTree(reader, scope);
      return { what: `app registry (${packages.length} packages)${said}`, diagnostics };
    }
    case 'package':
      return { what: `package${said}`, diagnostics: (await loadPackage(reader, '', options)).diagnostics };
  }
}

const names = { infra: 'infra repo', registry: 'app registry', package: 'package' } as const;
