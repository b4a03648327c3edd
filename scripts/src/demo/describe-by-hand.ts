import { join } from 'node:path';
import { checkoutRoot } from '../world/places.ts';
import type { World } from '../world/world.ts';

/** How to drive a world that is still running, to paste into a shell. */
export function describeByHand(world: World): string {
  const { cwd, environment } = world.byHand;
  const exports = ['HOME', 'GITHUB_TOKEN', 'GITHUB_API_URL', 'COLO_INFRA', 'COLO_REGISTRY'].map(
    (name) => `export ${name}='${environment[name] ?? ''}'`,
  );
  const sites = [...world.locals.values()].map(
    (local) => `lo status --config ${local.configFile}   # the Local Orchestrator of ${local.site}`,
  );
  return [
    '',
    'Everything is still running. In another terminal:',
    '',
    ...exports,
    `alias co='node ${join(checkoutRoot, 'co-bot/bin/co.js')}' lo='node ${join(checkoutRoot, 'lo-daemon/bin/lo.js')}'`,
    `cd ${cwd}`,
    'co status',
    "co deploy hello-world@1.1 --to 'eu/*' --set greeting=Servus",
    ...sites,
    '',
    `The forge is at ${world.forge.url}, its bare repositories, the logs and the nodes below ${world.root}.`,
    ...world.hosts.map((host) => `The page of ${host.place}: http://127.0.0.1:${host.ports.port}/`),
    'Ctrl-C here ends everything.',
    '',
  ].join('\n');
}
