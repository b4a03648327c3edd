import type { Edge, EdgeKind, ImportGraph } from './import-graph.ts';

/** Files that decide how everything is built or run: no import leads from them to a test. */
const CONCERNS_ALL: readonly RegExp[] = [
  /(?:^|\/)(?:package(?:-lock)?\.json|tsconfig[\w.]*\.json|\.npmrc|\.node-version)$/,
  /^scripts\/(?:(?:setup|test)\.mjs$|src\/testing\/)/,
];

/**
 * The test files that can reach any of the changed files, with the shortest distance: how many imports, and files named to be
 * read or started, lie between. `Infinity` where only types, a folder or a link lead there; also for every other test where a
 * changed file concerns all tests, or no rule says which: it is no page, no module of a workspace, and no test names it.
 *
 * @param changedFiles from the root, with `/`; files that are gone count too
 */
export function reachedBy(graph: ImportGraph, changedFiles: readonly string[]): ReadonlyMap<string, number> {
  const isTest = new Set(graph.tests);
  const near = search(graph.edges.filter(isCounted), changedFiles);
  const far = search(graph.edges, changedFiles);
  const found = new Map<string, number>();
  for (const file of far.keys()) {
    if (isTest.has(file)) found.set(file, near.get(file) ?? Number.POSITIVE_INFINITY);
  }
  if (changedFiles.some((file) => concernsAll(graph, file))) {
    for (const test of graph.tests) if (!found.has(test)) found.set(test, Number.POSITIVE_INFINITY);
  }
  return found;
}

/** The tests of `reachedBy`, nearest first. */
export function sortNearestFirst(reached: ReadonlyMap<string, number>): readonly string[] {
  const list = [...reached].sort(([a, near], [b, far]) => (near === far ? a.localeCompare(b) : near - far));
  return list.map(([test]) => test);
}

function isCounted({ kind }: Edge): boolean {
  return kind === 'import' || kind === 'file';
}

/** A folder or a page is not another one because of what a file in it, or one that it links to, imports. */
function isShallow(kind: EdgeKind): boolean {
  return kind === 'folder' || kind === 'link';
}

/** Breadth first, against the edges. */
function search(edges: readonly Edge[], changed: readonly string[]): ReadonlyMap<string, number> {
  const into = new Map<string, Edge[]>();
  for (const edge of edges) {
    const list = into.get(edge.to);
    if (list === undefined) into.set(edge.to, [edge]);
    else list.push(edge);
  }
  const distances = new Map(changed.map((file) => [file, 0]));
  let level = [...distances.keys()];
  for (let distance = 1; level.length > 0; distance += 1) {
    const following: string[] = [];
    for (const file of level) {
      for (const { from, kind } of [file, ...listFolders(file)].flatMap((path) => into.get(path) ?? [])) {
        if (distances.has(from) || (distance > 1 && isShallow(kind))) continue;
        distances.set(from, distance);
        following.push(from);
      }
    }
    level = following;
  }
  return distances;
}

/** The folders that a file is in, each with a slash at its end. */
function listFolders(file: string): readonly string[] {
  const parts = file.split('/');
  return parts.slice(1).map((_, index) => `${parts.slice(0, index + 1).join('/')}/`);
}

function concernsAll(graph: ImportGraph, file: string): boolean {
  if (CONCERNS_ALL.some((pattern) => pattern.test(file))) return true;
  if (file.endsWith('.md')) return false;
  const owner = graph.tree.workspaces.find(({ folder }) => file.startsWith(`${folder}/`));
  if (owner !== undefined && /^(?:src|test)\//.test(file.slice(owner.folder.length + 1))) return false;
  const reached = search(graph.edges, [file]);
  return !graph.tests.some((test) => reached.has(test));
}
