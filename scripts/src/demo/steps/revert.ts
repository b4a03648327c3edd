import { pushToInfra, waitForReports } from '../act.ts';
import { readInfraHead, readPage } from '../look.ts';
import { recall, type StoryStep } from './story-step.ts';

export const revert: StoryStep = {
  name: 'revert',
  title: 'Roll back with git revert',
  async play(world, step, memory) {
    const broken = recall(memory, 'deploy 1.2');
    await pushToInfra(world, step, ['revert', '--no-edit', broken]);
    const commit = await readInfraHead(world);
    memory.commits.set('revert', commit);
    await waitForReports(world, step, commit, world.hosts, 'success');
    for (const host of world.hosts) {
      const greeting = host.site === 'berlin' ? 'Guten Tag' : 'Hello';
      step.check(`page of ${host.place}`, await readPage(host.ports.port), `${greeting}, World! 1.1`);
    }
  },
};
