import type { Deployment, DesiredState } from '@colo/schemas/documents/desired-state';
import type { Event, EventHostApplication } from '@colo/schemas/documents/event';
import t from 'tap';
import { computeStatus, type FreshReport } from '../../../src/cli/fleet/compute-status.ts';
import type { FleetSite } from '../../../src/cli/fleet/load-fleet.ts';

const digest = `sha256:${'ab'.repeat(32)}`;
const apiVersion = 'colo.dev/v1alpha1';

const deployment: Deployment = {
  id: '11111111-1111-5111-8111-111111111111',
  applicationId: 'hello',
  version: '1.1',
  source: { repository: 'acme/apps', path: 'apps/hello', commit: 'a'.repeat(40), digest },
  hosts: ['edge-01'],
  profile: { id: 'p', type: 'process', components: [{ name: 'hello', properties: {} }] },
  parameters: {},
};

function makeSite(
  report?: Partial<EventHostApplication>,
  deployments: Deployment[] = [deployment],
): FleetSite {
  const desired: DesiredState = {
    apiVersion,
    kind: 'DesiredState',
    metadata: { site: 'berlin' },
    spec: { deployments },
  };
  const full: EventHostApplication = {
    state: 'installed',
    commit: 'b'.repeat(40),
    at: '2026-01-01T00:00:00Z',
    ...report,
  };
  const event: Event = {
    apiVersion,
    kind: 'Event',
    metadata: { site: 'berlin' },
    spec: { commit: 'b'.repeat(40), hosts: { 'edge-01': { hello: full } } },
  };
  const inventory = { apiVersion, kind: 'Site', metadata: { name: 'berlin' }, spec: { hosts: [] } } as const;
  const site = { name: 'berlin', inventory: { ...inventory, spec: { hosts: [] } }, desired };
  return report === undefined ? site : { ...site, event };
}

function fresh(report: Partial<FreshReport>): FreshReport {
  return {
    site: 'berlin',
    host: 'edge-01',
    application: 'hello',
    standing: 'installed',
    at: '2026-01-02T00:00:00Z',
    ...report,
  };
}

const cases: readonly {
  readonly name: string;
  readonly site: FleetSite;
  readonly fresh?: FreshReport;
  readonly standing: string;
}[] = [
  { name: 'never reported', site: makeSite(), standing: 'unreported' },
  { name: 'the same version and digest', site: makeSite({ version: '1.1', digest }), standing: 'installed' },
  { name: 'an older version', site: makeSite({ version: '1.0' }), standing: 'pending' },
  {
    name: 'the same version with other content',
    site: makeSite({ version: '1.1', digest: `sha256:${'0'.repeat(64)}` }),
    standing: 'pending',
  },
  { name: 'failed', site: makeSite({ version: '1.1', state: 'failed' }), standing: 'failed' },
  { name: 'reported and not desired', site: makeSite({ version: '1.1' }, []), standing: 'removing' },
  {
    name: 'a newer status with a short digest',
    site: makeSite({ version: '1.0' }),
    fresh: fresh({ digest: 'ab'.repeat(6) }),
    standing: 'installed',
  },
  {
    name: 'a newer status about other content',
    site: makeSite(),
    fresh: fresh({ digest: '0'.repeat(12) }),
    standing: 'pending',
  },
  {
    name: 'a newer refusal',
    site: makeSite({ version: '1.1' }),
    fresh: fresh({ standing: 'refused' }),
    standing: 'refused',
  },
  {
    name: 'an older status',
    site: makeSite({ version: '1.1' }),
    fresh: fresh({ standing: 'failed', at: '2025-01-01T00:00:00Z' }),
    standing: 'installed',
  },
];

for (const { name, site, standing, ...more } of cases) {
  t.test(`${name}: ${standing}`, async (t) => {
    const [row, ...others] = computeStatus(site, more.fresh === undefined ? [] : [more.fresh]);

    t.equal(row?.standing, standing);
    t.strictSame(others, []);
  });
}

t.test('what was removed and is not desired is no row', async (t) => {
  t.strictSame(computeStatus(makeSite({ state: 'removed' }, [])), []);
});
