import { assumeInstalled, computeDiff } from '@colo/schemas/diff';
import { computePlan } from '@colo/schemas/plan';
import { resolveHosts } from '@colo/schemas/resolve';
import type { Benchmark } from '../benchmark.ts';
import { buildFleet, deploy, makeDeployRequest } from '../data/fleet.ts';
import { readHelloPackage } from '../data/hello-package.ts';
import type { Side } from '../harness/side.ts';

const DEFAULT_SITES = 1000;
const HOSTS_PER_SITE = 3;

/** What CO and LO compute without touching the world, for a whole fleet. */
export const diff: Benchmark = {
  name: 'diff',
  compares: `renderDeploy, computeDiff and computePlan over a fleet with ${HOSTS_PER_SITE} hosts a site; nothing to hold them against`,
  fair: 'There is no peer that computes the same, so these are plain numbers: sites a second on one core, documents in memory.',
  async open({ sites: count = DEFAULT_SITES }) {
    const { sites, hello } = await buildFleet(count, HOSTS_PER_SITE);
    const next = await readHelloPackage('hello-world-1.1');
    const packages = new Map([hello, next].map(({ digest, content }) => [digest, content]));
    const rendered = sites.map(({ site, desired }) => {
      const after = deploy(makeDeployRequest(site, desired, next));
      return {
        name: site.metadata.name,
        site,
        desired,
        before: resolveHosts(desired, packages),
        after: resolveHosts(after, packages),
      };
    });
    const work = rendered.map((each) => ({
      ...each,
      actual: new Map(each.before.map((host) => [host.host, assumeInstalled(host)])),
    }));
    const all = (name: string, act: (each: (typeof work)[number]) => unknown): Side => ({
      name,
      operations: count,
      run: async () => {
        for (const each of work) act(each);
      },
    });
    const noop = all('equal sites', ({ before, actual }) =>
      computeDiff({
        hosts: before.map((desired) => ({ host: desired.host, desired, actual: actual.get(desired.host) })),
      }),
    );
    const upgrade = all('sites to upgrade', ({ after, actual }) =>
      computeDiff({
        hosts: after.map((desired) => ({ host: desired.host, desired, actual: actual.get(desired.host) })),
      }),
    );
    const render = all('sites', ({ site, desired }) => deploy(makeDeployRequest(site, desired, next)));
    const resolve = all('sites', ({ desired }) => resolveHosts(desired, packages));
    const plan = all('sites', ({ name, before, after }) => computePlan({ site: name, before, after }));
    return {
      notes: [`${count} sites; one operation is one site of ${HOSTS_PER_SITE} hosts.`],
      comparisons: [
        { title: 'renderDeploy: an upgrade', ours: render, peers: [] },
        { title: 'resolveHosts: desired state to hosts', ours: resolve, peers: [] },
        { title: 'computeDiff: nothing to do', ours: noop, peers: [] },
        { title: 'computeDiff: an upgrade', ours: upgrade, peers: [] },
        { title: 'computePlan: an upgrade', ours: plan, peers: [] },
      ],
    };
  },
};
