import { pushToInfra } from '../act.ts';
import { countInstalls } from '../count-installs.ts';
import { readInfraHead, readReports } from '../look.ts';
import { dig, digList } from '../read-json.ts';
import type { StoryStep } from './story-step.ts';

export const doNothing: StoryStep = {
  name: 'noop',
  title: 'What is desired is what runs: nothing to do',
  async play(world, step) {
    const before = await countInstalls(world);
    await pushToInfra(world, step, ['commit', '-q', '--allow-empty', '-m', 'Change nothing']);
    for (const site of world.locals.keys()) {
      await world.lo(site, 'wake');
      step.tell.command(`lo diff --config ${site}/lo.yaml`);
      const end = await world.lo(site, 'diff', '--json');
      const kinds = digList(JSON.parse(end.stdout), 'hosts').flatMap((host) =>
        digList(host, 'operations').map((operation) => dig(operation, 'kind')),
      );
      step.check(`operations that ${site} needs`, [...new Set(kinds)], ['noop']);
      step.check('lo diff exits', end.exitCode, 0);
    }
    step.check('attempts on the nodes', await countInstalls(world), before);
    step.check(
      'reports on the commit that changed nothing',
      await readReports(world, await readInfraHead(world)),
      [],
    );
  },
};
