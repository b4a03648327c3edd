import { listRemoteRefs } from '@colo/lo-daemon/git';
import { ColoError } from '@colo/schemas/errors';
import type { Benchmark } from '../benchmark.ts';
import { toFile } from '../data/fleet.ts';
import { importCommit } from '../data/import-commit.ts';
import { describeInfra } from '../support/infra-settings.ts';
import { runGit } from '../support/run-git.ts';
import { startForgeProcess } from '../support/start-forge-process.ts';

const REPOSITORY = 'infra';
const BRANCHES = ['refs/heads/main', 'refs/heads/colo/events'] as const;
/** Branches of a fleet that works: open deploys, people's own. A poll must not pay for them. */
const OTHER_BRANCHES = 200;

/** What an idle site costs the forge, the uplink and itself, every poll of every day. */
export const poll: Benchmark = {
  name: 'poll',
  compares:
    "LO's idle poll (one ref listing in the running daemon) against `git ls-remote` of the same two branches",
  fair: 'Same HTTP server, same credential, protocol version 2 on both sides, a new connection for each poll. git pays for a process, as any poller that runs git does; LO is running anyway, so its start is not counted (see `start`). No TLS and no distance: on a real link both add the same round trips.',
  async open(context) {
    const forge = await startForgeProcess(context, [REPOSITORY]);
    const gitDir = forge.pathOf(REPOSITORY);
    const files = new Map([['colo.yaml', toFile('# an infra repo\n')]]);
    const commit = await importCommit(gitDir, { ref: 'refs/heads/main', files, message: 'Begin' });
    const others = Array.from({ length: OTHER_BRANCHES }, (_, index) => `refs/heads/people/branch-${index}`);
    for (const ref of ['refs/heads/colo/events', ...others])
      await runGit({ cwd: gitDir, args: ['update-ref', ref, commit] });
    await runGit({ cwd: gitDir, args: ['pack-refs', '--all'] });
    const infra = describeInfra(forge, REPOSITORY);
    const gauge = async () => ({ wire: await forge.takeTraffic() });
    return {
      notes: [`The repo has ${OTHER_BRANCHES} more branches, which neither side asks for.`],
      comparisons: [
        {
          title: 'one idle poll',
          ours: {
            name: 'LO',
            gauge,
            async run() {
              const refs = await listRemoteRefs(infra);
              if (BRANCHES.some((name) => refs.get(name) !== commit))
                throw new ColoError('INTERNAL', 'The poll did not find both branches.');
            },
          },
          peers: [
            {
              name: 'git ls-remote',
              gauge,
              run: () =>
                runGit({
                  cwd: context.folder,
                  args: ['ls-remote', '--refs', infra.repository, ...BRANCHES],
                  config: forge.gitConfig,
                }),
            },
          ],
        },
      ],
    };
  },
};
