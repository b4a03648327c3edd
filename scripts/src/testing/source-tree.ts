import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Files of a checkout and what is needed to resolve an import among them. Paths are relative to `root`, with `/`. */
export interface SourceTree {
  readonly root: string;
  readonly files: ReadonlySet<string>;
  /** Folders that hold a file, at any depth; without a slash at the end. */
  readonly folders: ReadonlySet<string>;
  readonly workspaces: readonly Workspace[];
}

export interface Workspace {
  /** For example `schemas`. */
  readonly folder: string;
  /** For example `@colo/schemas`. */
  readonly name: string;
  /** The field `exports` of its package.json. */
  readonly exports: unknown;
}

const SKIPPED = new Set(['node_modules', 'dist', 'coverage']);
/** Folders with a dot are caches of tools, but for these. */
const KEPT = new Set(['.github', '.ci', '.vscode']);

/** Reads the names of all source files below a folder; the packages, and what is compiled or cached, are no sources. */
export function readSourceTree(root: string): SourceTree {
  const files = new Set<string>();
  const folders = new Set<string>();
  function walk(folder: string): void {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      // In a worktree of git, `.git` is a file.
      if (entry.isFile() && entry.name !== '.git') files.add(path);
      if (!entry.isDirectory() || SKIPPED.has(entry.name)) continue;
      if (entry.name.startsWith('.') && !KEPT.has(entry.name)) continue;
      folders.add(path);
      walk(path);
    }
  }
  walk('');
  return { root, files, folders, workspaces: readWorkspaces(root, folders) };
}

function readWorkspaces(root: string, folders: ReadonlySet<string>): readonly Workspace[] {
  const patterns = readField(readManifest(root, ''), 'workspaces');
  const list: readonly unknown[] = Array.isArray(patterns) ? patterns : [];
  const found = list.flatMap((pattern) => {
    const text = String(pattern);
    if (!text.endsWith('/*')) return [text];
    return [...folders].filter((folder) => folder.startsWith(text.slice(0, -1)) && !hasSlash(folder, text));
  });
  return found.flatMap((folder) => {
    const manifest = readManifest(root, folder);
    const name = readField(manifest, 'name');
    return typeof name === 'string' ? [{ folder, name, exports: readField(manifest, 'exports') }] : [];
  });
}

function hasSlash(folder: string, pattern: string): boolean {
  return folder.slice(pattern.length - 1).includes('/');
}

function readManifest(root: string, folder: string): unknown {
  try {
    return JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
  } catch {
    // A workspace that was added or removed by halves has no imports to resolve.
    return undefined;
  }
}

/** A field of a value that may be anything. */
export function readField(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}

/**
 * The source of a file or folder that may be a compiled one: `x/dist/src/a.js` is made from `x/src/a.ts`.
 * Undefined where there is none.
 */
export function findSource(tree: SourceTree, path: string): string | undefined {
  if (tree.files.has(path) || tree.folders.has(path)) return path;
  const source = `/${path}`.replace('/dist/', '/').slice(1);
  if (tree.folders.has(source)) return source;
  const typed = source.replace(/(?:\.d\.ts|\.js)$/, '.ts');
  return [typed, source].find((name) => tree.files.has(name));
}

/** The folder that a module lies in when it runs. */
export function findRunFolder(tree: SourceTree, path: string): string {
  const folder = path.slice(0, Math.max(0, path.lastIndexOf('/')));
  if (!path.endsWith('.ts')) return folder;
  const owner = tree.workspaces.find((each) => path.startsWith(`${each.folder}/`));
  return owner === undefined ? folder : `${owner.folder}/dist${folder.slice(owner.folder.length)}`;
}
