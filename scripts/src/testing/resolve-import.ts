import { posix } from 'node:path';
import { findSource, readField, type SourceTree } from './source-tree.ts';

/** Conditions of `exports`, in the order in which they are tried. */
const CONDITIONS = ['import', 'node', 'default', 'types'] as const;

/** The source file that an import leads to; undefined where that is no file of the repository. */
export function resolveImport(tree: SourceTree, from: string, specifier: string): string | undefined {
  const path = specifier.startsWith('.')
    ? posix.join(posix.dirname(from), specifier)
    : resolvePackage(tree, specifier);
  if (path === undefined) return undefined;
  const source = findSource(tree, path);
  return source !== undefined && tree.files.has(source) ? source : undefined;
}

function resolvePackage(tree: SourceTree, specifier: string): string | undefined {
  const owner = tree.workspaces.find(({ name }) => specifier === name || specifier.startsWith(`${name}/`));
  if (owner === undefined) return undefined;
  const target = findExport(owner.exports, `.${specifier.slice(owner.name.length)}`);
  return target === undefined ? undefined : posix.join(owner.folder, target);
}

/** The target of a subpath such as `./errors`: by its own key, or by the longest pattern with a `*` (Node's rule). */
function findExport(exports: unknown, subpath: string): string | undefined {
  const plain =
    typeof exports === 'string' || !Object.keys(Object(exports)).some((key) => key.startsWith('.'));
  if (plain) return subpath === '.' ? pickCondition(exports) : undefined;
  const exact = readField(exports, subpath);
  if (exact !== undefined) return pickCondition(exact);
  const patterns = Object.keys(Object(exports))
    .filter((key) => key.includes('*'))
    .sort((a, b) => b.indexOf('*') - a.indexOf('*') || b.length - a.length);
  for (const pattern of patterns) {
    const [head = '', tail = ''] = pattern.split('*');
    if (!subpath.startsWith(head) || !subpath.endsWith(tail)) continue;
    if (subpath.length < head.length + tail.length) continue;
    const middle = subpath.slice(head.length, subpath.length - tail.length);
    return pickCondition(readField(exports, pattern))?.replaceAll('*', () => middle);
  }
  return undefined;
}

function pickCondition(target: unknown): string | undefined {
  if (typeof target === 'string') return target;
  if (typeof target !== 'object' || target === null) return undefined;
  if (Array.isArray(target)) return pickCondition(target[0]);
  for (const condition of CONDITIONS) {
    const found = pickCondition(readField(target, condition));
    if (found !== undefined) return found;
  }
  return undefined;
}
