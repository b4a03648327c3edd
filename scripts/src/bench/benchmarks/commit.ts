import { join } from 'node:path';
import { createPushWriter, type FileChange, openMirror } from '@colo/co-bot/git';
import { ColoError } from '@colo/schemas/errors';
import type { Benchmark, Comparison } from '../benchmark.ts';
import { buildFleet, toFile } from '../data/fleet.ts';
import { importCommit } from '../data/import-commit.ts';
import type { TreeFile } from '../data/memory-reader.ts';
import { runGit } from '../support/run-git.ts';
import { type ForgeProcess, startForgeProcess } from '../support/start-forge-process.ts';

const DEFAULT_SITES = 10_000;
const BASE = 'refs/heads/main';
/** Each side has a repository of its own, so that none finds the other's objects. */
const SIDES = ['ours', 'pushed', 'local'] as const;
type SideName = (typeof SIDES)[number];

/** What one deploy to a large fleet costs CO: one commit that changes a file of every site. */
export const commit: Benchmark = {
  name: 'commit',
  compares:
    "CO's commit writer for one changed file in each of N sites against `git fast-import` of the same content, with and without `git push` of it",
  fair: "Same bytes, same base commit, contents in memory on every side. CO's writer also pushes, with a lease, to an HTTP server; so does the second peer; the first leaves the commit in a local repository, where nobody can merge it.",
  async open(context) {
    const { sites = DEFAULT_SITES } = context;
    const forge = await startForgeProcess(context, SIDES);
    const { files } = await buildFleet(sites, 1);
    const base = new Map([...files].filter(([path]) => path.endsWith('/desiredstate.yaml')));
    return {
      notes: [`${base.size} changed files, ${countBytes(base)} bytes, in one commit.`],
      comparisons: [await compare(forge, base, context.folder)],
    };
  },
};

async function compare(
  forge: ForgeProcess,
  base: ReadonlyMap<string, TreeFile>,
  folder: string,
): Promise<Comparison> {
  const remote = { url: forge.urlOf('ours'), readToken: async () => forge.token };
  const folders: Record<SideName, string> = {
    ours: (await openMirror(join(folder, 'mirrors'), 'acme/ours', remote)).folder,
    pushed: join(folder, 'pushed.git'),
    local: join(folder, 'local.git'),
  };
  const parents: string[] = [];
  for (const side of SIDES) {
    const gitDir = folders[side];
    if (side !== 'ours') await runGit({ cwd: folder, args: ['init', '--quiet', '--bare', gitDir] });
    const options = { ref: BASE, files: base, message: 'Begin' };
    parents.push(await importCommit(gitDir, options));
    await importCommit(forge.pathOf(side), options);
  }
  const [parent] = parents;
  if (parent === undefined || parents.some((id) => id !== parent))
    throw new ColoError('INTERNAL', 'The sides do not begin with the same commit.');
  const writer = createPushWriter(folders.ours, remote, { login: 'colo', email: 'colo@acme.example' });
  let changed: ReadonlyMap<string, TreeFile> = base;
  let changes: readonly FileChange[] = [];
  const importInto = (side: SideName, round: number) =>
    importCommit(folders[side], { ref: branch(round), parent, files: changed, message: 'Deploy' });
  return {
    title: `one commit of ${base.size} files`,
    async beforeRound(round) {
      changed = new Map([...base].map(([path, file]) => [path, appendLine(file, `# round ${round}`)]));
      changes = [...changed].map(([path, { mode, bytes }]) => ({ path, mode, content: bytes }));
    },
    ours: {
      name: "CO's writer (with push)",
      async run(round) {
        const request = { branch: `round-${round}`, expected: undefined, parent, changes, message: 'Deploy' };
        const result = await writer.writeCommit(request);
        if (result.kind !== 'written') throw new ColoError('INTERNAL', `The commit was ${result.kind}.`);
      },
    },
    peers: [
      {
        name: 'git fast-import + push',
        async run(round) {
          await importInto('pushed', round);
          const args = ['push', '--quiet', forge.urlOf('pushed'), `${branch(round)}:${branch(round)}`];
          await runGit({ cwd: folders.pushed, args, config: forge.gitConfig });
        },
      },
      { name: 'git fast-import, local', run: (round) => importInto('local', round) },
    ],
  };
}

function branch(round: number): string {
  return `refs/heads/round-${round}`;
}

function appendLine({ bytes }: TreeFile, line: string): TreeFile {
  return toFile(`${new TextDecoder().decode(bytes)}${line}\n`);
}

function countBytes(files: ReadonlyMap<string, TreeFile>): number {
  let total = 0;
  for (const { bytes } of files.values()) total += bytes.length;
  return total;
}
