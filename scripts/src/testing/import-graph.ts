import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { resolveImport } from './resolve-import.ts';
import { resolveNames } from './resolve-names.ts';
import { scanModule } from './scan-module.ts';
import { readSourceTree, type SourceTree } from './source-tree.ts';

/**
 * Why a file depends on another one:
 *
 * - `import`: it imports it, in whichever way, and so runs it;
 * - `types`: it imports nothing but types of it;
 * - `file`: it names it in a text, and so may read it or start it;
 * - `folder`: it names a folder that the file is in, at any depth;
 * - `link`: it is a page with a link to it.
 */
export type EdgeKind = 'import' | 'types' | 'file' | 'folder' | 'link';

export interface Edge {
  readonly from: string;
  /** A file, or a folder with `/` at its end. */
  readonly to: string;
  readonly kind: EdgeKind;
}

/** Which files of the repository depend on which; all paths are those of sources, from the root. */
export interface ImportGraph {
  readonly tree: SourceTree;
  readonly edges: readonly Edge[];
  /** The test files of all workspaces, sorted. */
  readonly tests: readonly string[];
}

const MODULE = /\.(?:ts|mjs|js)$/;

/** Reads the import graph of a checkout, over all its workspaces. */
export function readImportGraph(root: string): ImportGraph {
  const tree = readSourceTree(root);
  const edges = [...tree.files].flatMap((from) => {
    if (MODULE.test(from)) return readModuleEdges(tree, from);
    return from.endsWith('.md') ? readLinks(tree, from) : [];
  });
  const tests = [...tree.files].filter((file) => isTest(tree, file)).sort();
  return { tree, edges, tests };
}

function readModuleEdges(tree: SourceTree, from: string): readonly Edge[] {
  const { imports, names } = scanModule(readFileSync(join(tree.root, from), 'utf8'));
  const imported = imports.flatMap(({ specifier, typesOnly }): Edge[] => {
    const to = resolveImport(tree, from, specifier);
    return to === undefined ? [] : [{ from, to, kind: typesOnly ? 'types' : 'import' }];
  });
  const named = resolveNames(tree, from, names).map(
    (to): Edge => ({ from, to, kind: to.endsWith('/') ? 'folder' : 'file' }),
  );
  return [...imported, ...named];
}

function readLinks(tree: SourceTree, from: string): readonly Edge[] {
  const text = readFileSync(join(tree.root, from), 'utf8');
  const targets = [...text.matchAll(/\]\((?<path>[^)#:\s]+)/g)].map(({ groups }) => groups?.['path'] ?? '');
  return targets
    .map((target) => posix.join(posix.dirname(from), target).replace(/\/$/, ''))
    .map((path) => (tree.folders.has(path) ? `${path}/` : path))
    .map((to) => ({ from, to, kind: 'link' }));
}

function isTest(tree: SourceTree, file: string): boolean {
  const owner = tree.workspaces.find(({ folder }) => file.startsWith(`${folder}/`));
  return owner !== undefined && /^test\/.*\.test\.ts$/.test(file.slice(owner.folder.length + 1));
}
