import { deploy, merge, pushToInfra, waitForReports } from '../act.ts';
import { countInstalls } from '../count-installs.ts';
import { readComments, readObservationTimes, readPage, readReports } from '../look.ts';
import { addPackage } from './add-the-app.ts';
import type { StoryStep } from './story-step.ts';

/** Commits that LO sees while it is watched for trying again. */
const UNRELATED_COMMITS = 3;

export const breakIt: StoryStep = {
  name: 'break',
  title: 'Version 1.2 is broken: each node returns to 1.1 by itself, says so, and does not try for ever',
  async play(world, step, memory) {
    await addPackage(world, step, 'scripts/fixtures/hello-world-broken', '1.2');
    const proposal = await deploy(world, step, 'hello-world@1.2', '--to', 'berlin,eu/*');
    const commit = await merge(world, step, proposal);
    memory.commits.set('deploy 1.2', commit);
    memory.proposals.set('deploy 1.2', proposal);
    await waitForReports(world, step, commit, world.hosts, 'failure');
    for (const host of world.hosts) {
      const greeting = host.site === 'berlin' ? 'Guten Tag' : 'Hello';
      step.check(
        `page of ${host.place} is last-good`,
        await readPage(host.ports.port),
        `${greeting}, World! 1.1`,
      );
    }
    await step.eventually('the comment tells that it failed', true, async () =>
      (await readComments(world, proposal.issue)).some((body) => /failed/i.test(body)),
    );
    const before = await countInstalls(world);
    for (let number = 1; number <= UNRELATED_COMMITS; number += 1) {
      await pushToInfra(world, step, ['commit', '-q', '--allow-empty', '-m', `Unrelated ${number}`]);
      for (const site of world.locals.keys()) await world.lo(site, 'wake');
    }
    const pushedAt = new Date().toISOString();
    // The next look at the clock of each site would do as well, but later.
    for (const site of world.locals.keys()) await world.lo(site, 'wake');
    await step.eventually('every node was looked at again since', true, async () =>
      (await readObservationTimes(world)).every((time) => time > pushedAt),
    );
    step.check('attempts on the nodes after three unrelated commits', await countInstalls(world), before);
    step.check(
      'reports still say failure',
      (await readReports(world, commit)).every((report) => report.endsWith('=failure')),
      true,
    );
  },
};
