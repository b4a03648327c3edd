import { deploy, merge, planOf, waitForReports } from '../act.ts';
import { readIssueState, readPage, readReports } from '../look.ts';
import type { StoryStep } from './story-step.ts';

export const changeAParameter: StoryStep = {
  name: 'parameter',
  title: 'Change one parameter in Berlin: one component is updated, Munich is left alone',
  async play(world, step, memory) {
    const proposal = await deploy(
      world,
      step,
      'hello-world@1.0',
      '--to',
      'berlin',
      '--set',
      'greeting=Guten Tag',
    );
    step.tell.show(planOf(proposal));
    step.check('updates in the plan', proposal.body.match(/\*\*update-component\*\*/g)?.length, 2);
    step.check('the plan names Munich', proposal.body.includes('eu/munich'), false);
    const commit = await merge(world, step, proposal);
    memory.commits.set('greeting', commit);
    const berlin = world.hosts.filter((host) => host.site === 'berlin');
    await waitForReports(world, step, commit, berlin, 'success');
    for (const host of world.hosts) {
      const greeting = host.site === 'berlin' ? 'Guten Tag, World! 1.0' : 'Hello, World! 1.0';
      step.check(`page of ${host.place}`, await readPage(host.ports.port), greeting);
    }
    const munich = (await readReports(world, commit)).filter((report) => report.startsWith('lo/eu/munich/'));
    step.check('reports of Munich on this commit', munich, []);
    await step.eventually(`issue #${proposal.issue}`, 'closed', () => readIssueState(world, proposal.issue));
  },
};
