import type { GitStore } from '../ports/git-store.ts';
import { MAX_LISTED_COMMITS } from './git-limits.ts';
import { commitFormat, parseCommits } from './parse-commits.ts';
import { createHistoryReader } from './read-history.ts';
import { authorize, type Remote } from './remote.ts';
import { readGit, runGit } from './run-git.ts';
import { openTreeReader } from './tree-reader.ts';

const decoder = new TextDecoder();

/** Read access to the bare mirror in `folder`. */
export function createGitStore(folder: string, remote: Remote): GitStore {
  let running: Promise<void> | undefined;
  let next: Promise<void> | undefined;

  async function fetchRefs(refspecs: readonly string[], prune: boolean): Promise<void> {
    const args = [
      'fetch',
      '--quiet',
      '--no-tags',
      ...(prune ? ['--prune'] : []),
      '--',
      remote.url,
      ...refspecs,
    ];
    await runGit({ folder, args, secretConfig: await authorize(remote) });
  }

  // A caller must see what was there when it called: it joins a fetch that has not begun, never one under way.
  function update(): Promise<void> {
    if (next !== undefined) return next;
    const before = running ?? Promise.resolve();
    const mine = before
      .catch(() => undefined)
      .then(() => {
        next = undefined;
        running = fetchRefs(['+refs/heads/*:refs/heads/*', '+refs/tags/*:refs/tags/*'], true);
        return running;
      });
    next = mine;
    return mine;
  }

  async function readRef(ref: string): Promise<string | undefined> {
    const args = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`];
    const { code, stdout } = await runGit({ folder, args, expectedCodes: [1, 128] });
    return code === 0 ? decoder.decode(stdout).trim() : undefined;
  }

  async function listNames(args: readonly string[]): Promise<readonly string[]> {
    const { stdout } = await runGit({ folder, args });
    return decoder
      .decode(stdout)
      .split('\0')
      .filter((name) => name !== '');
  }

  return {
    update,
    async fetchPull(number) {
      const from = `refs/pull/${Math.trunc(number)}/head`;
      const ref = `refs/colo/pulls/${Math.trunc(number)}`;
      const secretConfig = await authorize(remote);
      const listed = await runGit({ folder, args: ['ls-remote', '--', remote.url, from], secretConfig });
      if (listed.stdout.length === 0) return undefined;
      await fetchRefs([`+${from}:${ref}`], false);
      return readRef(ref);
    },
    readBranch: (branch) => readRef(`refs/heads/${branch}`),
    readTag: (tag) => readRef(`refs/tags/${tag}`),
    async listTags(prefix) {
      const text = await readGit(folder, ['for-each-ref', '--format=%(refname:lstrip=2)', 'refs/tags/']);
      return text.split('\n').filter((tag) => tag !== '' && tag.startsWith(prefix));
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
    async readCommit(id) {
      const { stdout } = await runGit({ folder, args: ['log', '-1', `--format=${commitFormat}`, id, '--'] });
      const [commit] = parseCommits(stdout);
      return commit ?? { id, parents: [], authorEmail: '', committerEmail: '', message: '' };
    },
    async listCommits(from, to) {
      const range = [
        'log',
        `--max-count=${MAX_LISTED_COMMITS}`,
        `--format=${commitFormat}`,
        to,
        `^${from}`,
        '--',
      ];
      return parseCommits((await runGit({ folder, args: range })).stdout);
    },
    openTree: (id) => openTreeReader(folder, id),
    async isAncestor(ancestor, descendant) {
      const args = ['merge-base', '--is-ancestor', ancestor, descendant];
      return (await runGit({ folder, args, expectedCodes: [1, 128] })).code === 0;
    },
    async mergeBase(one, other) {
      const { code, stdout } = await runGit({ folder, args: ['merge-base', one, other], expectedCodes: [1] });
      return code === 0 ? decoder.decode(stdout).trim() : undefined;
    },
    async mergeTrees(base, head) {
      const args = ['merge-tree', '--write-tree', '-z', '--name-only', '--no-messages', base, head];
      const { code, stdout } = await runGit({ folder, args, expectedCodes: [1] });
      const [tree = '', ...paths] = decoder.decode(stdout).split('\0');
      if (code === 0) return { kind: 'clean', tree: tree.trim() };
      return { kind: 'conflict', paths: paths.filter((path) => path !== '') };
    },
    listChangedPaths: (from, to, prefixes) =>
      listNames(['diff-tree', '-r', '-z', '--name-only', '--no-renames', from, to, '--', ...prefixes]),
    async listFirstParents(head, paths, until) {
      const range = until === undefined ? [head] : [head, `^${until}`];
      const text = await readGit(folder, ['rev-list', '--first-parent', ...range, '--', ...paths]);
      return text.split('\n').filter((id) => id !== '');
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

  async function hasPath(commit: string, path: string): Promise<boolean> {
    const { code } = await runGit({
      folder,
      args: ['cat-file', '-e', `${commit}:${path}`],
      expectedCodes: [1, 128],
    });
    return code === 0;
  }
}
