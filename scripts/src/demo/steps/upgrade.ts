import { deploy, merge, planOf, waitForReports } from '../act.ts';
import { probePort, readIssueState, readPage } from '../look.ts';
import { addPackage } from './add-the-app.ts';
import type { StoryStep } from './story-step.ts';

export const upgrade: StoryStep = {
  name: 'upgrade',
  title: 'Version 1.1 adds a component and drops another',
  async play(world, step, memory) {
    await addPackage(world, step, 'templates/apps/hello-world-1.1', '1.1');
    const proposal = await deploy(world, step, 'hello-world@1.1', '--to', 'berlin,eu/*');
    step.tell.show(planOf(proposal));
    for (const kind of ['add-component', 'remove-component', 'update-component']) {
      step.check(`${kind} in the plan`, proposal.body.split(`**${kind}**`).length - 1, world.hosts.length);
    }
    const commit = await merge(world, step, proposal);
    memory.commits.set('deploy 1.1', commit);
    await waitForReports(world, step, commit, world.hosts, 'success');
    for (const host of world.hosts) {
      const greeting = host.site === 'berlin' ? 'Guten Tag' : 'Hello';
      step.check(`page of ${host.place}`, await readPage(host.ports.port), `${greeting}, World! 1.1`);
      step.check(`new clock of ${host.place}`, await probePort(host.ports.clockPort), 'answers');
      step.check(`dropped banner of ${host.place}`, await probePort(host.ports.bannerPort), 'silent');
    }
    await step.eventually(`issue #${proposal.issue}`, 'closed', () => readIssueState(world, proposal.issue));
  },
};
