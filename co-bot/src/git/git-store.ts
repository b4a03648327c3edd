import type { GitStore } from '../ports/git-store.ts';
import { createAnswerCache } from './answer-cache.ts';
import { createCommitGraph } from './commit-graph.ts';
import { diffTrees } from './diff-trees.ts';
import { MAX_LISTED_COMMITS } from './git-limits.ts';
import { listRemoteRefs } from './ls-refs.ts';
import { createObjectReader } from './object-reader.ts';
import { parseHunks } from './parse-hunks.ts';
import { createCommitReader } from './read-commits.ts';
import { createHistoryReader } from './read-history.ts';
import { type Ref, readCommitOf, readRefs } from './read-refs.ts';
import { authorize, type Remote } from './remote.ts';
import { readGit, runGit } from './run-git.ts';
import { createTreeOpener } from './tree-reader.ts';
import { createTreeStore } from './tree-store.ts';
import { createMirrorUpdates } from './update-mirror.ts';

/** The bare mirror of one repository. */
export interface Mirror {
  readonly folder: string;
  readonly store: GitStore;
  /** The repository was written to in another way: the next update fetches. */
  expire(): void;
  /** Ends what runs for it; it may be used again. */
  close(): Promise<void>;
}

const decoder = new TextDecoder();

// Looking whether the mirror wants packing costs as much as a fetch that finds nothing.
const MAINTENANCE_EVERY = 50;

/** Read access to the bare mirror in `folder`. */
export function createMirror(folder: string, remote: Remote): Mirror {
  const ask = createAnswerCache(folder);
  const objects = createObjectReader(folder);
  const commits = createCommitReader(objects);
  const graph = createCommitGraph(commits);
  const trees = createTreeStore(objects, commits);
  let branchesAndTags: Promise<ReadonlyMap<string, Ref>> | undefined;
  let fetches = 0;
  const updates = createMirrorUpdates(async () => {
    const [theirs, ours] = [await listRemoteRefs(remote), await listRefs()];
    const isCurrent =
      theirs?.size === ours.size && [...ours].every(([name, { object }]) => theirs.get(name) === object);
    if (isCurrent) return;
    let changed = true;
    try {
      changed = await fetchRefs(['--prune'], ['+refs/heads/*:refs/heads/*', '+refs/tags/*:refs/tags/*']);
    } finally {
      if (changed) branchesAndTags = undefined;
    }
    fetches += 1;
    if (fetches % MAINTENANCE_EVERY === 0) {
      await runGit({ folder, args: ['maintenance', 'run', '--auto', '--quiet'] });
    }
  });

  /** True when refs changed: without `--quiet` git names those that did, and says nothing when there is none. */
  async function fetchRefs(options: readonly string[], refspecs: readonly string[]): Promise<boolean> {
    const args = ['fetch', '--no-progress', '--no-auto-maintenance', '--no-tags', ...options];
    const secretConfig = await authorize(remote);
    const { stderr } = await runGit({ folder, args: [...args, '--', remote.url, ...refspecs], secretConfig });
    return stderr.trim() !== '';
  }

  /** Branches and tags change by {@link fetchRefs} alone, so they are listed once after each. */
  function listRefs(): Promise<ReadonlyMap<string, Ref>> {
    if (branchesAndTags === undefined) {
      const listed = readRefs(folder);
      branchesAndTags = listed;
      listed.catch(() => {
        if (branchesAndTags === listed) branchesAndTags = undefined;
      });
    }
    return branchesAndTags;
  }

  const store: GitStore = {
    update: updates.update,
    async fetchPull(number, expected) {
      const from = `refs/pull/${Math.trunc(number)}/head`;
      const ref = `refs/colo/pulls/${Math.trunc(number)}`;
      if ((await readCommitOf(folder, ref)) === expected) return expected;
      const secretConfig = await authorize(remote);
      const listed = await runGit({ folder, args: ['ls-remote', '--', remote.url, from], secretConfig });
      if (listed.stdout.length === 0) return undefined;
      await fetchRefs([], [`+${from}:${ref}`]);
      return readCommitOf(folder, ref);
    },
    readBranch: async (branch) => (await listRefs()).get(`refs/heads/${branch}`)?.commit,
    readTag: async (tag) => (await listRefs()).get(`refs/tags/${tag}`)?.commit,
    async listTags(prefix) {
      const start = `refs/tags/${prefix}`;
      const names = [...(await listRefs()).keys()].filter((name) => name.startsWith(start));
      return names.map((name) => name.slice('refs/tags/'.length));
    },
    async findCommit(id) {
      if (!/^[0-9a-f]{4,64}$/u.test(id)) return undefined;
      const candidates = (await readGit(folder, ['rev-parse', `--disambiguate=${id}`]))
        .split('\n')
        .slice(0, 100);
      const commits: string[] = [];
      for (const candidate of candidates) {
        if (candidate === '') continue;
        const { stdout } = await runGit({ folder, args: ['cat-file', '-t', candidate] });
        if (decoder.decode(stdout).trim() === 'commit') commits.push(candidate);
      }
      return commits.length === 1 ? commits[0] : undefined;
    },
    readCommit: commits.read,
    listCommits: async (from, to) => (await graph.listBetween(from, to)).slice(0, MAX_LISTED_COMMITS),
    openTree: createTreeOpener(objects, trees),
    isAncestor: graph.isAncestor,
    mergeBase: graph.mergeBase,
    async mergeTrees(base, head) {
      const from = await graph.mergeBase(base, head);
      // Where only one side has changed since, its tree is the merge.
      if (from === base || from === head) {
        return { kind: 'clean', tree: await trees.resolve(from === base ? head : base) };
      }
      const args = ['merge-tree', '--write-tree', '-z', '--name-only', '--no-messages', base, head];
      const { code, stdout } = await ask(args, [1]);
      const [tree = '', ...paths] = decoder.decode(stdout).split('\0');
      if (code === 0) return { kind: 'clean', tree: tree.trim() };
      return { kind: 'conflict', paths: paths.filter((path) => path !== '') };
    },
    async readHunks(from, to, path, context) {
      // As text whatever a file calls itself, and never through a program of somebody's choice.
      const form = [
        '-p',
        '--text',
        '--no-color',
        '--no-ext-diff',
        '--no-textconv',
        '--no-renames',
        `-U${context}`,
      ];
      const { stdout } = await ask(['--literal-pathspecs', 'diff-tree', '-r', ...form, from, to, '--', path]);
      return parseHunks(decoder.decode(stdout));
    },
    async listChangedPaths(from, to, prefixes) {
      return diffTrees(trees, await trees.resolve(from), await trees.resolve(to), prefixes);
    },
    async listFirstParents(head, paths, until) {
      const range = until === undefined ? [head] : [head, `^${until}`];
      const { stdout } = await ask(['rev-list', '--first-parent', ...range, '--', ...paths]);
      return decoder
        .decode(stdout)
        .split('\n')
        .filter((id) => id !== '');
    },
    readHistory: createHistoryReader(folder),
    async findLastCommitWith(head, path) {
      const args = ['rev-list', '--full-history', '--parents', '--max-count=50', head, '--', path];
      const lines = (await readGit(folder, args)).split('\n');
      for (const candidate of [head, ...lines.flatMap((line) => line.split(' '))]) {
        if (candidate !== '' && (await hasPath(candidate, path))) return candidate;
      }
      return undefined;
    },
  };
  return { folder, store, expire: updates.expire, close: objects.close };

  async function hasPath(commit: string, path: string): Promise<boolean> {
    const { code } = await runGit({
      folder,
      args: ['cat-file', '-e', `${commit}:${path}`],
      expectedCodes: [1, 128],
    });
    return code === 0;
  }
}
