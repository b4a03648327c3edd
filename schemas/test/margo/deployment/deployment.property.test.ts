import fc from 'fast-check';
import t from 'tap';
import { compareCodePoints } from '../../../src/digests/compare-code-points.ts';
import { writeDocument } from '../../../src/documents/write-document.ts';
import type { Deployment, DesiredState, ParameterValue } from '../../../src/generated/desired-state.ts';
import type { MargoTarget } from '../../../src/margo/convert/margo-target.ts';
import { exportDeployments } from '../../../src/margo/deployment/export-deployments.ts';
import { file, makeState, must, mustExport, mustImport, toStream } from './fixtures.ts';

const words = fc.string({
  unit: fc.constantFrom(
    'a',
    '0',
    '.',
    ' ',
    ':',
    '#',
    '"',
    'é',
    '-',
    '\n',
    '\\',
    '{',
    '\u2028',
    '\u0085',
    '😀',
  ),
  minLength: 1,
  maxLength: 8,
});
const scalars = fc.oneof(
  words,
  fc.boolean(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer(),
);
const values: fc.Arbitrary<ParameterValue> = fc.oneof(scalars, fc.array(scalars, { maxLength: 3 }));
const name = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,8}[a-z0-9])?$/);
const hex = (length: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: length, maxLength: length });
const common = { wait: fc.boolean(), timeout: fc.constantFrom('90s', '5m', '1h', '2m30s', '0m1s') };

type Properties = Readonly<Record<string, unknown>>;

/** By type; compose is of another kind in each dialect. */
const components: Readonly<Record<string, fc.Arbitrary<Properties>>> = {
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
      stopTimeout: fc.constantFrom('10s', '1m'),
      ...common,
    },
    { requiredKeys: ['packageLocation', 'command'] },
  ),
  'compose-pr1': fc.record(
    { packageLocation: words, keyLocation: words, ...common },
    { requiredKeys: ['packageLocation'] },
  ),
  'compose-rc3': fc.record(
    { repository: fc.constant('oci://registry.example.com/web'), revision: fc.constant('1.0.0'), ...common },
    { requiredKeys: ['repository', 'revision'] },
  ),
};

function makeDeployment(kind: string): fc.Arbitrary<Deployment> {
  const type = kind.replace(/-.*/, '');
  const property = components[kind];
  if (property === undefined) throw new Error(kind);
  return fc
    .record({
      id: hex(32),
      application: name,
      properties: fc.array(property, { minLength: 1, maxLength: 2 }),
      commit: hex(40),
      digest: hex(64),
      path: fc.constantFrom('apps/hello', 'é x/#1'),
      hosts: fc.uniqueArray(name, { minLength: 1, maxLength: 3 }),
      values: fc.array(values, { maxLength: 3 }),
      pointer: fc.constantFrom('GREETING', 'a.b', 'x[0]'),
      own: fc.array(fc.option(values, { nil: undefined }), { maxLength: 9 }),
      isOwn: fc.boolean(),
      overrides: fc.option(fc.nat({ max: 3 }), { nil: undefined }),
      track: fc.option(fc.constantFrom('^1.0', '>=1 <2'), { nil: undefined }),
      hold: fc.option(fc.record({ reason: fc.oneof(words, fc.constant('')), by: words }), { nil: undefined }),
      version: fc.constantFrom('1.0', '1e5', '2.0.0-rc.1'),
    })
    .map((from): Deployment => {
      const list = from.properties.map((properties, index) => ({ name: `c-${index}`, properties }));
      const parameters = Object.fromEntries(
        from.values.map((value, index) => [
          `p${index}`,
          {
            value,
            targets: [{ pointer: `${from.pointer}${index}`, components: list.map((each) => each.name) }],
          },
        ]),
      );
      const names = Object.keys(parameters);
      const hosts = [...from.hosts].sort(compareCodePoints);
      const own = hosts.flatMap((host, at) => {
        const entries = names.flatMap((parameter, index) => {
          const value = from.own[at * 3 + index];
          return value === undefined ? [] : [[parameter, value] as const];
        });
        return from.isOwn || entries.length > 0 ? [[host, Object.fromEntries(entries)] as const] : [];
      });
      const chosen = names.slice(0, from.overrides);
      return {
        id: from.id.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'),
        applicationId: from.application,
        version: from.version,
        source: {
          repository: 'acme/apps',
          path: from.path,
          commit: from.commit,
          digest: `sha256:${from.digest}`,
        },
        hosts,
        profile: { id: `${type} profile`, type, components: list },
        ...(from.overrides === undefined
          ? {}
          : { overrides: Object.fromEntries(chosen.map((each, at) => [each, from.values[at] ?? 0])) }),
        parameters,
        ...(own.length === 0 ? {} : { hostParameters: Object.fromEntries(own) }),
        ...(from.track === undefined ? {} : { track: from.track }),
        ...(from.hold === undefined ? {} : { hold: from.hold }),
      };
    });
}

function makeStates(kinds: readonly string[]): fc.Arbitrary<DesiredState> {
  return fc
    .uniqueArray(fc.oneof(...kinds.map(makeDeployment)), {
      minLength: 1,
      maxLength: 3,
      selector: ({ applicationId }) => applicationId,
    })
    .filter((list) => new Set(list.map(({ id }) => id)).size === list.length)
    .map((list) =>
      makeState(...list.sort((left, right) => compareCodePoints(left.applicationId, right.applicationId))),
    );
}

/** What each dialect has a place for; without one, each deployment goes where it has its place. */
const dialects: readonly (readonly [MargoTarget | undefined, readonly string[]])[] = [
  ['pr1', ['helm', 'process', 'compose-pr1']],
  ['rc3', ['helm', 'process', 'compose-rc3']],
  [undefined, ['helm', 'process', 'compose-pr1', 'compose-rc3']],
];

for (const [to, kinds] of dialects) {
  const options = to === undefined ? {} : { to };
  t.test(`a site that goes out as ${to ?? 'either'} and comes back is the same, byte by byte`, async (t) => {
    fc.assert(
      fc.property(makeStates(kinds), fc.boolean(), (desired, isReversed) => {
        const exported = mustExport(desired, options);
        const stream = toStream(isReversed ? [...exported].reverse() : exported);
        const text = mustImport(stream);

        t.equal(text, writeDocument(desired));
        t.equal(new Set(exported.map(({ id }) => id)).size, exported.length);
        if (to !== undefined) t.ok(exported.every(({ dialect }) => dialect === to));
      }),
      { numRuns: 60 },
    );
  });
}

t.test('documents that come in go out again as they were, all of a site or one alone', async (t) => {
  fc.assert(
    fc.property(makeStates(['helm', 'process', 'compose-pr1', 'compose-rc3']), (desired) => {
      const exported = mustExport(desired);

      t.same(must(exportDeployments(mustImport(toStream(exported)), { file })), exported);
      for (const each of exported) {
        t.same(must(exportDeployments(mustImport(each.text), { file })), [each]);
      }
    }),
    { numRuns: 25 },
  );
});
