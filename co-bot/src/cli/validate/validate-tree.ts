import {
  type Diagnostic,
  loadPackage,
  type ModeOption,
  type RepoReader,
  validateInfraTree,
  validateRegistryTree,
} from '@colo/schemas';

/** What a whole tree is. */
export type TreeKind = 'infra' | 'registry' | 'package';

export interface TreeReport {
  /** What was checked, for the summary. */
  readonly what: string;
  readonly diagnostics: readonly Diagnostic[];
}

/** What the paths of a tree make it; undefined where they are none of colo's. */
export function detectTreeKind(paths: readonly string[]): TreeKind | undefined {
  if (paths.includes('margo.yaml')) return 'package';
  if (paths.some((path) => path === 'colo.yaml' || path.startsWith('sites/'))) return 'infra';
  return paths.some((path) => path.startsWith('apps/')) ? 'registry' : undefined;
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
