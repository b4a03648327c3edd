import { waitForReports } from '../act.ts';
import { readInfraHead, readPage } from '../look.ts';
import { recall, type StoryStep } from './story-step.ts';

export const revert: StoryStep = {
  name: 'revert',
  title: 'Roll back with git revert',
  async play(world, step, memory) {
    await world.git('pull', '-q', '--ff-only', 'origin', 'main');
    const broken = recall(memory, 'deploy 1.2');
    step.tell.command(`git revert ${broken.slice(0, 12)} && git push`);
    const reverted = await world.git('revert', '--no-edit', broken);
    step.check('git revert exits', `${reverted.exitCode}${reverted.stderr}`, '0');
    const pushed = await world.git('push', '-q', 'origin', 'main');
    step.check('git push exits', `${pushed.exitCode}${pushed.stderr}`, '0');
    const commit = await readInfraHead(world);
    memory.commits.set('revert', commit);
    await waitForReports(world, step, commit, world.hosts, 'success');
    for (const host of world.hosts) {
      const greeting = host.site === 'berlin' ? 'Guten Tag' : 'Hello';
      step.check(`page of ${host.place}`, await readPage(host.ports.port), `${greeting}, World! 1.1`);
    }
  },
};
