import fc from 'fast-check';
import t from 'tap';
import { readDesiredState } from '../../src/documents/read-desired-state.ts';
import { writeDocument } from '../../src/documents/write-document.ts';
import type { DesiredState } from '../../src/generated/desired-state.ts';
import type { DeployRequest } from '../../src/render/deploy-request.ts';
import { renderDeploy } from '../../src/render/render-deploy.ts';
import { resolveHosts } from '../../src/resolve/resolve-hosts.ts';
import { edgeHost, makeSite } from '../fixtures/fleet.ts';
import { helloContent, helloPackage, helloSource } from '../fixtures/hello.ts';

const FILE = 'sites/eu/berlin/desiredstate.yaml';
const greeting = fc.stringMatching(/^[ -~é€]{1,10}$/).filter((text) => text.trim() !== '');
const runtime = fc.constantFrom('process', 'compose');

/** A site of one to four hosts, some with a greeting of their own, and the hosts that are chosen. */
const fleet = fc
  .tuple(
    fc.array(fc.tuple(runtime, fc.option(greeting)), { minLength: 1, maxLength: 4 }),
    fc.option(greeting),
    fc.integer({ min: 1, max: 15 }),
  )
  .map(([list, shared, mask]) => {
    const hosts = list.map(([name, own], index) =>
      edgeHost(`edge-0${index}`, {
        capabilities: { runtimes: [name] },
        ...(own === null ? {} : { parameters: { hello: { greeting: own } } }),
      }),
    );
    const site = makeSite('eu/berlin', hosts);
    const chosen = hosts.map(({ name }) => name).filter((_, index) => ((mask >> index) & 1) === 1);
    return {
      site:
        shared === null
          ? site
          : { ...site, spec: { ...site.spec, parameters: { hello: { greeting: shared } } } },
      hosts: chosen.length === 0 ? ['edge-00'] : chosen,
    };
  });
const set = fc.option(greeting, { nil: undefined });

function render(change: Pick<DeployRequest, 'site' | 'hosts'> & Partial<DeployRequest>): DesiredState {
  const rendered = renderDeploy({
    groups: [],
    current: undefined,
    package: helloPackage(),
    content: helloContent,
    source: helloSource,
    by: 'person',
    ...change,
  });
  if (!rendered.ok) throw new Error(rendered.errors.map(({ message }) => message).join('\n'));
  return rendered.desired;
}

function withGreeting(text: string | undefined): Partial<DeployRequest> {
  return text === undefined ? {} : { set: { greeting: text } };
}

t.test('rendering twice, in any order of hosts and keys, gives the same bytes', async () => {
  fc.assert(
    fc.property(fleet, set, ({ site, hosts }, text) => {
      const shuffled = { ...site, spec: { ...site.spec, hosts: [...site.spec.hosts].reverse() } };
      const app = helloPackage();
      const reordered = {
        ...app,
        parameters: Object.fromEntries(Object.entries(app.parameters).reverse()),
        settings: Object.fromEntries(Object.entries(app.settings).reverse()),
      };
      const once = writeDocument(render({ site, hosts, ...withGreeting(text) }));
      const again = {
        site: shuffled,
        hosts: [...hosts].reverse(),
        package: reordered,
        ...withGreeting(text),
      };
      return once === writeDocument(render(again));
    }),
  );
});

t.test('rendering what was rendered changes no byte', async () => {
  fc.assert(
    fc.property(fleet, set, ({ site, hosts }, text) => {
      const first = render({ site, hosts, ...withGreeting(text) });
      return writeDocument(first) === writeDocument(render({ site, hosts, current: first }));
    }),
  );
});

t.test('what is rendered is a valid document, and means the same after reading', async (t) => {
  const packages = new Map([[helloSource.digest, helloContent]]);
  fc.assert(
    fc.property(fleet, set, ({ site, hosts }, text) => {
      const desired = render({ site, hosts, ...withGreeting(text) });
      const read = readDesiredState(writeDocument(desired), { file: FILE, site: 'eu/berlin' });
      if (!read.ok) throw new Error(read.diagnostics.map(({ message }) => message).join('\n'));
      t.strictSame(resolveHosts(read.value, packages), resolveHosts(desired, packages));
      return true;
    }),
    { numRuns: 30 },
  );
});

t.test('a host is in one deployment, and every chosen host in some', async () => {
  fc.assert(
    fc.property(fleet, fleet, (before, after) => {
      const current = render(before);
      const inventory = new Set(after.site.spec.hosts.map(({ name }) => name));
      const known = current.spec.deployments.map((deployment) => ({
        ...deployment,
        hosts: deployment.hosts.filter((host) => inventory.has(host)),
      }));
      const sound = known.filter(({ hosts }) => hosts.length > 0);
      const { deployments } = render({
        ...after,
        current: { ...current, spec: { deployments: sound } },
      }).spec;
      const hosts = deployments.flatMap((deployment) => deployment.hosts);
      const ids = deployments.map(({ id }) => id);
      return (
        new Set(hosts).size === hosts.length &&
        new Set(ids).size === ids.length &&
        after.hosts.every((host) => hosts.includes(host)) &&
        hosts.every((host) => inventory.has(host))
      );
    }),
  );
});

t.test('a changed value is one changed line', async () => {
  fc.assert(
    fc.property(greeting, greeting, (left, right) => {
      fc.pre(left !== right);
      const lines = [left, right].map((text) => {
        const site = makeSite('eu/berlin', [edgeHost('edge-01')]);
        const withValue = { ...site, spec: { ...site.spec, parameters: { hello: { greeting: text } } } };
        return writeDocument(render({ site: withValue, hosts: ['edge-01'] })).split('\n');
      });
      const [before = [], after = []] = lines;
      return (
        before.length === after.length && before.filter((line, index) => line !== after[index]).length === 1
      );
    }),
  );
});
