import { ColoError } from '@colo/schemas/errors';
import { packageFolder } from '@colo/schemas/tree';
import { runGit } from '../support/run-git.ts';
import type { ForgeProcess } from '../support/start-forge-process.ts';
import { buildFleet, toFile } from './fleet.ts';
import { importCommit } from './import-commit.ts';

const MAIN = 'refs/heads/main';

/** A fleet's repo on the forge, whose main branch the rounds of a benchmark move. */
export interface FetchRepository {
  /** The site that is fetched. */
  readonly site: string;
  /** Folders that this site needs. */
  readonly folders: readonly string[];
  readonly fileCount: number;
  /** Sites, other than ours, that each later commit changes. */
  readonly touched: number;
  /** Moves the main branch to its first commit. */
  rewind(): Promise<void>;
  /** Moves it to the commit of a round. */
  moveTo(round: number): Promise<void>;
  /** Where it is. */
  readonly head: string;
}

export interface FetchRepositoryOptions {
  readonly sites: number;
  readonly runs: number;
  readonly touched: number;
}

/** Builds the whole history by `git fast-import`: a first commit, and one for each round, the uncounted one included. */
export async function createFetchRepository(
  forge: ForgeProcess,
  { sites, runs, touched }: FetchRepositoryOptions,
): Promise<FetchRepository> {
  const gitDir = forge.pathOf('infra');
  const fleet = await buildFleet(sites);
  const [own, ...others] = fleet.sites;
  if (own === undefined || touched < 1)
    throw new ColoError('USAGE', 'An increment needs at least two sites.', { fix: 'Use --sites 2 or more.' });
  const first = await importCommit(gitDir, { ref: MAIN, files: fleet.files, message: 'Deploy hello-world' });
  const commits: string[] = [];
  for (let round = 0; round <= runs; round += 1) {
    const files = new Map(
      others.slice(0, touched).map(({ name }) => {
        const path = `sites/${name}/desiredstate.yaml`;
        const text = Buffer.from(fleet.files.get(path)?.bytes ?? []).toString('utf8');
        return [path, toFile(`${text}# round ${round}\n`)] as const;
      }),
    );
    const parent = commits.at(-1) ?? first;
    commits.push(
      await importCommit(gitDir, { ref: MAIN, parent, files, message: `Change others, ${round}` }),
    );
  }
  let head = first;
  const move = async (commit: string | undefined): Promise<void> => {
    if (commit === undefined) throw new ColoError('INTERNAL', 'There is no commit for this round.');
    await runGit({ cwd: gitDir, args: ['update-ref', MAIN, commit] });
    head = commit;
  };
  await move(first);
  return {
    site: own.name,
    folders: [`sites/${own.name}`, packageFolder(fleet.hello.app.id, fleet.hello.digest)],
    fileCount: fleet.files.size,
    touched,
    rewind: () => move(first),
    moveTo: (round) => move(commits[round]),
    get head() {
      return head;
    },
  };
}
