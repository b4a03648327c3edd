import t from 'tap';
import type { HostCapabilities } from '../../src/generated/site.ts';
import type { AppPackage, PackageProfile, ProfileNeeds } from '../../src/margo/app-package.ts';
import { chooseProfile } from '../../src/margo/choose-profile.ts';
import { makeHost, makeSite, mustRead, pr1Text } from './fixtures.ts';

const noNeeds: ProfileNeeds = { peripherals: [], interfaces: [], eligibility: [] };

function makePackage(...profiles: readonly Partial<PackageProfile>[]): AppPackage {
  const filled = profiles.map((profile) => ({
    id: 'a',
    type: 'compose',
    components: [],
    needs: noNeeds,
    ...profile,
  }));
  return { ...mustRead(pr1Text), profiles: filled };
}

function choose(pkg: AppPackage, capabilities: HostCapabilities): string | readonly string[] {
  const host = makeHost(capabilities);
  const choice = chooseProfile(pkg, host, makeSite(host));
  return choice.ok ? choice.profile.id : choice.unmet;
}

function chooseFor(
  needs: Partial<ProfileNeeds>,
  capabilities: Partial<HostCapabilities>,
): string | readonly string[] {
  return choose(makePackage({ needs: { ...noNeeds, ...needs } }), { runtimes: ['compose'], ...capabilities });
}

t.test('the first listed profile that fits wins', async (t) => {
  const pkg = makePackage({ id: 'h', type: 'helm' }, { id: 'c' }, { id: 'p', type: 'process' });

  t.equal(choose(pkg, { runtimes: ['process', 'compose'] }), 'c');
  t.equal(choose(pkg, { runtimes: ['process'] }), 'p');
  t.equal(choose(pkg, { runtimes: ['process', 'compose', 'helm'] }), 'h');
});

t.test('a profile whose needs are not met is passed over', async (t) => {
  const pkg = makePackage({ id: 'big', needs: { ...noNeeds, cores: 8 } }, { id: 'small' });

  t.equal(choose(pkg, { runtimes: ['compose'], cpu: { cores: 4 } }), 'small');
});

t.test('where none fits, every profile and everything it lacks is named', async (t) => {
  const pkg = makePackage(
    { id: 'h', type: 'helm', needs: { ...noNeeds, cores: 2 } },
    {
      id: 'c',
      needs: {
        ...noNeeds,
        cores: 2,
        memoryBytes: 2 ** 30,
        peripherals: [{ type: 'gpu', manufacturer: 'NVIDIA' }],
      },
    },
  );

  t.same(choose(pkg, { runtimes: ['process', 'compose'], cpu: { cores: 1 }, memory: '512Mi' }), [
    'profile h needs runtime helm; host edge-01 offers compose, process',
    'profile c (runtime compose) needs 2 cores; host edge-01 has 1',
    'profile c (runtime compose) needs 1Gi memory; host edge-01 has 512Mi',
    'profile c (runtime compose) needs the peripheral gpu NVIDIA; host edge-01 lists no peripherals',
  ]);
  t.same(choose(makePackage({ id: 'h', type: 'helm' }), { runtimes: [] }), [
    'profile h needs runtime helm; host edge-01 offers no runtime',
  ]);
});

const fits: readonly (readonly [
  name: string,
  needs: Partial<ProfileNeeds>,
  has: Partial<HostCapabilities>,
  fits: boolean,
])[] = [
  ['enough cores', { cores: 1.5 }, { cpu: { cores: 1.5 } }, true],
  ['too few cores', { cores: 1.5 }, { cpu: { cores: 1 } }, false],
  ['cores not told', { cores: 1.5 }, {}, false],
  ['amd64 is x86_64', { architectures: ['amd64'] }, { cpu: { architecture: 'x86_64' } }, true],
  ['x86_64 is amd64', { architectures: ['arm64', 'x86_64'] }, { cpu: { architecture: 'amd64' } }, true],
  ['another architecture', { architectures: ['arm64'] }, { cpu: { architecture: 'arm' } }, false],
  ['architecture not told', { architectures: ['arm64'] }, { cpu: { cores: 2 } }, false],
  ['units are converted', { memoryBytes: 1024 * 2 ** 20 }, { memory: '1Gi' }, true],
  ['too little memory', { memoryBytes: 2 ** 30 }, { memory: '1023Mi' }, false],
  ['too little storage', { storageBytes: 2 ** 40 }, { storage: '1023Gi' }, false],
  ['storage', { storageBytes: 2 ** 40 }, { storage: '1Ti' }, true],
  ['any gpu', { peripherals: [{ type: 'gpu' }] }, { peripherals: [{ type: 'gpu', model: 'A' }] }, true],
  [
    'this gpu',
    { peripherals: [{ type: 'gpu', model: 'A' }] },
    { peripherals: [{ type: 'gpu', model: 'B' }] },
    false,
  ],
  [
    'a gpu of unknown model',
    { peripherals: [{ type: 'gpu', model: 'A' }] },
    { peripherals: [{ type: 'gpu' }] },
    false,
  ],
  [
    'an interface',
    { interfaces: [{ type: 'canbus' }] },
    { interfaces: [{ type: 'ethernet' }, { type: 'canbus' }] },
    true,
  ],
  ['no such interface', { interfaces: [{ type: 'canbus' }] }, { interfaces: [{ type: 'ethernet' }] }, false],
];

for (const [name, needs, has, expected] of fits) {
  t.test(`needs: ${name}`, async (t) => {
    const found = chooseFor(needs, has);

    t.equal(found === 'a', expected, String(found));
  });
}

t.test('one eligibility rule must hold, with all its expressions', async (t) => {
  const vendor = { on: 'properties', key: '/vendor', operator: 'In', values: ['Acme'] } as const;
  const line = { on: 'labels', key: 'line', operator: 'Exists' } as const;
  const eligibility = [{ expressions: [vendor, line] }, { expressions: [{ ...vendor, values: ['Other'] }] }];
  const acme = { properties: { vendor: 'Acme' } };

  t.equal(chooseFor({ eligibility }, { properties: { vendor: 'Other' } }), 'a');
  t.same(chooseFor({ eligibility }, acme), [
    'profile a (runtime compose) needs label line Exists, or one of 1 other rules; host edge-01 does not match',
  ]);
});

t.test('labels of the site hold for its hosts, unless a host has its own', async (t) => {
  const expression = { on: 'labels', key: 'line', operator: 'In', values: ['1'] } as const;
  const pkg = makePackage({ needs: { ...noNeeds, eligibility: [{ expressions: [expression] }] } });
  const bare = makeHost({ runtimes: ['compose'] });
  const other = makeHost({ runtimes: ['compose'] }, { line: '2' });

  t.ok(chooseProfile(pkg, bare, makeSite(bare, { line: '1' })).ok);
  t.notOk(chooseProfile(pkg, other, makeSite(other, { line: '1' })).ok);
});
