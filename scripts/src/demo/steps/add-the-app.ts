import { join } from 'node:path';
import { REGISTRY } from '../../world/names.ts';
import { checkoutRoot } from '../../world/places.ts';
import type { World } from '../../world/world.ts';
import { runCo } from '../act.ts';
import { readRegistryTag, readStatus } from '../look.ts';
import { dig, digText } from '../read-json.ts';
import type { StepContext } from '../step.ts';
import type { StoryStep } from './story-step.ts';

/** Publishes a package by the command line, and waits until CO validated and tagged it. */
export async function addPackage(
  world: World,
  step: StepContext,
  folder: string,
  version: string,
): Promise<void> {
  const published = await runCo(world, step, 'add', 'app', join(checkoutRoot, folder));
  const commit = digText(published, 'commit');
  await step.eventually(`status colo/package on ${commit.slice(0, 12)}`, 'success', async () =>
    dig(await readStatus(world, REGISTRY, commit, 'colo/package'), 'state'),
  );
  await step.eventually(`tag hello-world@${version} names`, commit, () =>
    readRegistryTag(world, `hello-world@${version}`),
  );
}

export const addTheApp: StoryStep = {
  name: 'add-app',
  title: 'Add hello-world 1.0 to the app registry',
  async play(world, step) {
    await addPackage(world, step, 'templates/apps/hello-world', '1.0');
  },
};
