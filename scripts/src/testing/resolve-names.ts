import { posix } from 'node:path';
import type { ScannedName } from './scan-module.ts';
import { findRunFolder, findSource, type SourceTree } from './source-tree.ts';

const MAX_LENGTH = 200;
/** Texts of another form are no paths of ours. */
const PATH = /^[\w@.-]+(?:\/[\w@.-]+)*\/?$/;

/**
 * The files and folders of the repository that a module names in its texts; a folder ends with `/`. A text is a path
 *
 * - from the folder that the module runs in, as in `new URL('../../bin/co.js', import.meta.url)`;
 * - from the root of the repository where it has a slash, as in `join(root, 'docs/cli.md')`, `join(root, 'docs', 'cli.md')` and
 *   `` `${root}docs/cli.md` ``; without one, as `'templates'`, only where the module names the root itself;
 * - from every workspace, where it follows an expression: `` `${workspace}/src` ``.
 *
 * The beginning of a template, up to its last slash, counts as a folder: `` `schemas/json/${name}` ``. A text that is a path by
 * accident only makes more tests run.
 */
export function resolveNames(
  tree: SourceTree,
  from: string,
  names: readonly ScannedName[],
): readonly string[] {
  const here = findRunFolder(tree, from);
  const found = new Set<string>();
  const paths = names.flatMap(toPaths);
  const namesRoot = paths.some(({ path }) => path.startsWith('..') && posix.join(here, path) === '.');
  for (const { path, isBelow } of paths) {
    addFromHere(path);
    if (path.startsWith('.') && !/^\.\w+\//.test(path)) continue;
    if (path.includes('/') || namesRoot) add(findSource(tree, path));
    if (isBelow) for (const { folder } of tree.workspaces) add(findSource(tree, `${folder}/${path}`));
  }
  return [...found];

  function addFromHere(path: string): void {
    const place = posix.join(here, path);
    const source = findSource(tree, place);
    if (source === undefined) return;
    // Many words are also the name of a folder beside the module; and a compiled module names its own folder to write there.
    const isWord = !path.includes('/') && tree.folders.has(source);
    const isOwn = source !== place && from.startsWith(`${source}/`);
    if (!isWord && !isOwn) add(source);
  }

  function add(source: string | undefined): void {
    if (source === undefined || source === from || isWhole(tree, source)) return;
    found.add(tree.folders.has(source) ? `${source}/` : source);
  }
}

/** The root or a workspace: to name it says nothing of what is read below it. */
function isWhole(tree: SourceTree, path: string): boolean {
  return tree.workspaces.some(({ folder }) => folder === path || folder.startsWith(`${path}/`));
}

function toPaths({ text, after, before }: ScannedName) {
  const isBelow = after && text.startsWith('/');
  const start = isBelow ? text.slice(1) : text;
  const paths = before ? [start, start.slice(0, start.lastIndexOf('/') + 1)] : [start];
  return paths
    .filter((path) => path.length < MAX_LENGTH && PATH.test(path))
    .map((path) => ({ path: path.replace(/\/$/, ''), isBelow }));
}
