import fc from 'fast-check';
import t from 'tap';
import type { HostCapabilities } from '../../../src/generated/site.ts';
import type {
  AppPackage,
  PackageParameter,
  PackageProfile,
  ParameterRule,
  ParameterSetting,
  ProfileNeeds,
} from '../../../src/margo/app-package.ts';
import { listUnmetNeeds } from '../../../src/margo/choose/list-unmet-needs.ts';
import { convertPackage } from '../../../src/margo/convert/convert-package.ts';
import type { MargoTarget } from '../../../src/margo/convert/margo-target.ts';
import { writePackage } from '../../../src/margo/convert/write-package.ts';
import { mustRead, show } from '../fixtures.ts';

function convert(text: string, to: MargoTarget): string {
  const result = convertPackage(text, { file: 'margo.yaml', to });
  if (result.ok) return result.value.text;
  throw new Error(show(result).join('\n'));
}

const words = fc.string({
  unit: fc.constantFrom('a', '0', '.', ' ', ':', '#', '"', 'é', '-', '\n'),
  minLength: 1,
  maxLength: 8,
});
const amounts = fc
  .tuple(fc.nat({ max: 4096 }), fc.constantFrom(1, 2, 3))
  .map(([count, unit]) => count * 1024 ** unit);

/** What both dialects can say. */
const needs: fc.Arbitrary<ProfileNeeds> = fc.record(
  {
    cores: fc.constantFrom(0.5, 1, 4),
    memoryBytes: amounts,
    storageBytes: amounts,
    peripherals: fc.array(
      fc.record(
        {
          type: fc.constantFrom('gpu', 'camera', 'other'),
          manufacturer: words,
          model: fc.constantFrom('a', 'b'),
        },
        { requiredKeys: ['type'] },
      ),
      { maxLength: 3 },
    ),
    interfaces: fc.array(fc.record({ type: fc.constantFrom('wifi', 'usb') }), { maxLength: 2 }),
    eligibility: fc.constant([]),
  },
  { requiredKeys: ['peripherals', 'interfaces', 'eligibility'] },
);

const times = fc
  .tuple(fc.integer({ min: 0, max: 90 }), fc.integer({ min: 1, max: 59 }))
  .map(([m, s]) => `${m}m${s}s`);
const common = { wait: fc.boolean(), timeout: times };
const properties: Readonly<Record<'helm' | 'process', fc.Arbitrary<Readonly<Record<string, unknown>>>>> = {
  helm: fc.record(
    {
      repository: fc.constant('oci://registry.example.com/chart'),
      revision: fc.constantFrom('1.0.0', '0.1.0-rc.1', '2.3.4+build.5'),
      ...common,
    },
    { requiredKeys: ['repository', 'revision'] },
  ),
  process: fc.record(
    {
      packageLocation: words,
      command: fc.array(words, { minLength: 1, maxLength: 3 }),
      stopTimeout: times,
      ...common,
    },
    { requiredKeys: ['packageLocation', 'command'] },
  ),
};

const profiles: fc.Arbitrary<readonly PackageProfile[]> = fc
  .array(
    fc.constantFrom('helm' as const, 'process' as const).chain((type) =>
      fc.record(
        {
          type: fc.constant(type),
          description: words,
          needs,
          properties: fc.array(properties[type], { minLength: 1, maxLength: 2 }),
        },
        { requiredKeys: ['type', 'needs', 'properties'] },
      ),
    ),
    { minLength: 1, maxLength: 4 },
  )
  .map((list) =>
    list.map(({ properties: each, ...profile }, index) => ({
      id: `p${index}`,
      ...profile,
      components: each.map((own, position) => ({ name: `${profile.type}-${position}`, properties: own })),
    })),
  );

const rules: readonly ParameterRule[] = [
  { name: 'text', dataType: 'string', allowEmpty: true, maxLength: 100 },
  { name: 'unused', dataType: 'double', allowEmpty: false, minValue: 0.5, maxPrecision: 1 },
];

function makeParameters(
  list: readonly PackageProfile[],
  values: readonly (string | undefined)[],
): Readonly<Record<string, PackageParameter>> {
  const names = [...new Set(list.flatMap(({ components }) => components.map(({ name }) => name)))];
  const entries = values.map((value, index) => {
    const targets = names.map((name) => ({
      pointer: name.startsWith('helm') ? `ENV.path.v${index}` : `V_${index}`,
      components: [name],
    }));
    return [`v${index}`, { ...(value === undefined ? {} : { value }), targets }] as const;
  });
  return Object.fromEntries(entries);
}

function makeSettings(names: readonly string[]): Readonly<Record<string, ParameterSetting>> {
  const [rule] = rules;
  if (rule === undefined) return {};
  return Object.fromEntries(
    names.map((name, index) => [name, { label: name, immutable: index === 0, rule }]),
  );
}

const packages: fc.Arbitrary<AppPackage> = fc
  .record({
    profiles,
    description: fc.option(words, { nil: undefined }),
    values: fc.array(fc.option(words, { nil: undefined }), { maxLength: 3 }),
    isConfigured: fc.boolean(),
    site: fc.option(words, { nil: undefined }),
    tags: fc.array(words, { maxLength: 2 }),
  })
  .map(({ profiles: list, description, values, isConfigured, site, tags }): AppPackage => {
    const parameters = makeParameters(list, values);
    const names = Object.keys(parameters);
    return {
      dialect: 'pr1',
      id: 'hello',
      name: 'Hello',
      version: '1.0',
      ...(description === undefined ? {} : { description }),
      profiles: list,
      parameters,
      settings: isConfigured ? makeSettings(names) : {},
      details: {
        apiVersion: 'margo.org/v1-alpha1',
        catalog: {
          application: { tags },
          organization: [{ name: 'Example', ...(site === undefined ? {} : { site }) }],
        },
        ...(isConfigured ? { configuration: { sections: [{ name: 'All', parameters: names }], rules } } : {}),
      },
    };
  });

t.test('a package that is converted there and back is the same', async (t) => {
  fc.assert(
    fc.property(packages, (pkg) => {
      const pr1 = writePackage(pkg, 'pr1');
      const rc3 = convert(pr1, 'rc3');

      t.same(mustRead(pr1), pkg);
      t.equal(convert(rc3, 'pr1'), pr1);
      t.equal(convert(convert(rc3, 'pr1'), 'rc3'), rc3);
      t.same({ ...mustRead(rc3), dialect: 'pr1', profiles: [] }, { ...pkg, profiles: [] });
    }),
    { numRuns: 25 },
  );
});

t.test('a converted profile fits the same hosts', async (t) => {
  const [base] = fc.sample(packages, { numRuns: 1, seed: 1 });
  const [profile] = base?.profiles ?? [];
  if (base === undefined || profile === undefined) throw new Error('no package');
  let fits = 0;
  fc.assert(
    fc.property(needs, fc.nat({ max: 3 }), fc.constantFrom(1, 4), (wanted, missing, cores) => {
      const { peripherals, interfaces } = wanted;
      const host: HostCapabilities = {
        runtimes: [],
        cpu: { cores },
        memory: '4096Gi',
        storage: '4096Gi',
        // Makers and models that nobody asked for are no hindrance.
        peripherals: peripherals.slice(missing === 3 ? 1 : 0).map((device) => ({ model: 'b', ...device })),
        interfaces: interfaces.slice(missing === 2 ? 1 : 0),
      };
      const pkg = { ...base, profiles: [{ ...profile, needs: wanted }, ...base.profiles.slice(1)] };
      const [converted] = mustRead(convert(writePackage(pkg, 'pr1'), 'rc3')).profiles;
      const before = listUnmetNeeds(wanted, host, {}).length === 0;

      t.equal(listUnmetNeeds(converted?.needs ?? wanted, host, {}).length === 0, before);
      fits += before ? 1 : 0;
    }),
    { numRuns: 50 },
  );
  t.ok(fits > 10 && fits < 50, `${fits} of 50 fitted, which proves little`);
});
