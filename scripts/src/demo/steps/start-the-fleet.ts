import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SITES, writeSiteYaml } from '../../world/inventory.ts';
import { INFRA, loLogin, REGISTRY } from '../../world/names.ts';
import { waitForLog } from '../../world/start-program.ts';
import { pushToInfra, runCo } from '../act.ts';
import { dig } from '../read-json.ts';
import type { StoryStep } from './story-step.ts';

/** The operator makes both repos and describes the sites; CO and the two LOs start. */
export const startTheFleet: StoryStep = {
  name: 'start',
  title: 'Two repos, one Central Orchestrator, two sites with a Local Orchestrator each, three edge nodes',
  async play(world, step) {
    const creators = SITES.flatMap(({ site }) => ['--status-creator', loLogin(site)]);
    await runCo(world, step, 'init', '.', '--registry', REGISTRY, '--infra', INFRA, ...creators);
    const infra = join(world.byHand.cwd, 'infra');
    for (const { site, label } of SITES) {
      const folder = join(infra, 'sites', site);
      await mkdir(folder, { recursive: true });
      await writeFile(
        join(folder, 'site.yaml'),
        writeSiteYaml(
          site,
          label,
          world.hosts.filter((host) => host.site === site),
        ),
      );
    }
    for (const host of world.hosts) {
      step.tell.say(
        `${host.place} is a ${host.edge.kind === 'sshd' ? 'real sshd' : 'server of the ssh2 package'} on port ${host.edge.port}; it runs ${host.runtime} components`,
      );
    }
    const validation = await runCo(world, step, 'validate', infra);
    step.check('errors in the infra repo', dig(validation, 'errors'), 0);
    await pushToInfra(world, step, ['add', '-A'], ['commit', '-q', '-m', 'Describe the sites']);
    await world.startCentral();
    await world.startLocals();
    step.check('CO answers its health check', (await fetch(`${world.central.url}/healthz`)).status, 200);
    for (const local of world.locals.values()) await waitForLog(local.program, /\S/);
  },
};
