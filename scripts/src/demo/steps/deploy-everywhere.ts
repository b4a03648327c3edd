import { deploy, merge, planOf, waitForReports } from '../act.ts';
import { probePort, readIssueState, readPage } from '../look.ts';
import type { StoryStep } from './story-step.ts';

export const deployEverywhere: StoryStep = {
  name: 'deploy',
  title: 'Deploy it to both sites',
  async play(world, step, memory) {
    const proposal = await deploy(world, step, 'hello-world@1.0', '--to', 'berlin,eu/*');
    step.tell.show(planOf(proposal));
    step.check(
      'hosts that the plan adds the app to',
      proposal.body.match(/\*\*add-app\*\*/g)?.length,
      world.hosts.length,
    );
    const commit = await merge(world, step, proposal);
    memory.commits.set('deploy 1.0', commit);
    await waitForReports(world, step, commit, world.hosts, 'success');
    for (const host of world.hosts) {
      step.check(`page of ${host.place}`, await readPage(host.ports.port), 'Hello, World! 1.0');
      step.check(`banner of ${host.place}`, await probePort(host.ports.bannerPort), 'answers');
    }
    await step.eventually(`issue #${proposal.issue}`, 'closed', () => readIssueState(world, proposal.issue));
  },
};
