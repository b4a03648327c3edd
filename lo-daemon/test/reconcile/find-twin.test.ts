import type { HostState } from '@colo/schemas/documents/actual-state';
import t from 'tap';
import type { HostFacts } from '../../src/node/slot-report.ts';
import { findTwin } from '../../src/reconcile/find-twin.ts';

const HOUR = 3_600_000;

function factsOf(bootId: string, folder?: string): HostFacts {
  return {
    bootId,
    ...(folder === undefined ? {} : { folder }),
    uptimeSeconds: 3600,
    architecture: 'x86_64',
    kernel: '6.1',
    systemd: true,
    clockSeconds: 0,
    tools: {},
  };
}

/** A host that was looked at so long ago. */
function seen(bootId: string, folder: string, agoMs: number): HostState {
  return { applications: {}, bootId, folder, observedAt: new Date(Date.now() - agoMs).toISOString() };
}

const REFUSED: HostState = {
  applications: {},
  problem: { code: 'NODE_HOST_SAME', message: '', since: new Date(0).toISOString() },
};

const cases: readonly (readonly [string, HostFacts, Record<string, HostState>, string | undefined])[] = [
  ['the same boot and folder', factsOf('b1', '8:1'), { a: seen('b1', '8:1', 0) }, 'a'],
  ['another folder of the machine', factsOf('b1', '8:2'), { a: seen('b1', '8:1', 0) }, undefined],
  ['a machine of the same image', factsOf('b2', '8:1'), { a: seen('b1', '8:1', 0) }, undefined],
  ['itself', factsOf('b1', '8:1'), { b: seen('b1', '8:1', 0) }, undefined],
  ['a host that cannot tell', factsOf('b1'), { a: { applications: {}, bootId: 'b1' } }, undefined],
  [
    'after a boot, a host that was refused, before the other was looked at',
    factsOf('b2', '8:1'),
    { a: seen('b1', '8:1', 2 * HOUR), b: REFUSED },
    'a',
  ],
  [
    'a host that was refused, once the other is seen to be another machine',
    factsOf('b2', '8:1'),
    { a: seen('b3', '8:1', HOUR / 2), b: REFUSED },
    undefined,
  ],
  [
    'after a boot, a host that was never refused',
    factsOf('b2', '8:1'),
    { a: seen('b1', '8:1', 2 * HOUR) },
    undefined,
  ],
];

for (const [what, facts, hosts, twin] of cases)
  t.test(`a twin is found, or not: ${what}`, async (t) => {
    const known = { listHosts: () => Object.keys(hosts), getHost: (name: string) => hosts[name] };

    t.equal(findTwin('b', facts, known), twin);
  });
