import fc from 'fast-check';
import t from 'tap';
import { parse, stringify } from 'yaml';
import type { HostCapabilities } from '../../src/generated/site.ts';
import type { MatchExpression, ProfileNeeds } from '../../src/margo/app-package.ts';
import { listUnmetNeeds } from '../../src/margo/choose/list-unmet-needs.ts';
import { resolveInside } from '../../src/margo/content/resolve-inside.ts';
import { listComponentFiles } from '../../src/margo/list-component-files.ts';
import { formatQuantity, parseQuantity } from '../../src/margo/parse-quantity.ts';
import { readPackage } from '../../src/margo/read-package.ts';
import { makeContent, mustRead, pr1Text, rc3Text } from './fixtures.ts';

/** The same value with the keys of every map in another order. */
function shuffle(value: unknown, seed: number): unknown {
  if (Array.isArray(value)) return value.map((item) => shuffle(item, seed));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, item]) => [key, shuffle(item, seed + 1)] as const);
  const turn = seed % Math.max(1, entries.length);
  const turned = [...entries.slice(turn), ...entries.slice(0, turn)];
  return Object.fromEntries(seed % 2 === 0 ? turned : turned.reverse());
}

t.test('reading does not depend on the order of keys', async (t) => {
  for (const text of [pr1Text, rc3Text]) {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const shuffled = stringify(shuffle(parse(text), seed), { defaultStringType: 'QUOTE_DOUBLE' });

        t.same(mustRead(shuffled), mustRead(text));
      }),
      { numRuns: 30 },
    );
  }
});

t.test('reading ends with a value or with faults, whatever the text', async (t) => {
  const lines = fc.shuffledSubarray(pr1Text.split('\n'), { minLength: 1 });
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        lines.map((all) => all.join('\n')),
      ),
      (text) => {
        const result = readPackage(text, { file: 'margo.yaml' });

        t.ok(result.ok || result.diagnostics.length > 0);
      },
    ),
  );
});

t.test('an amount that is written and read is the same', async (t) => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2 ** 43 }), (kibibytes) => {
      t.equal(parseQuantity(formatQuantity(kibibytes * 1024)), kibibytes * 1024);
    }),
  );
});

const deviceTypes = fc.constantFrom('gpu', 'camera', 'display');
const devices = fc.array(fc.record({ type: deviceTypes, model: fc.constantFrom('a', 'b') }), {
  maxLength: 3,
});
const scalars = fc.constantFrom('x', 'y', '5', '4Gi');
const keys = fc.constantFrom('vendor', 'slots', 'other');
const growing = fc.constantFrom<MatchExpression['operator']>('In', 'Exists', 'Gt');

const capabilities: fc.Arbitrary<HostCapabilities> = fc.record({
  runtimes: fc.constant(['compose']),
  cpu: fc.record({ cores: fc.integer({ min: 1, max: 8 }) }),
  memory: fc.integer({ min: 1, max: 8 }).map((count) => `${count}Gi`),
  peripherals: devices,
  properties: fc.dictionary(keys, scalars),
});
const items: fc.Arbitrary<MatchExpression> = fc.record({
  on: fc.constant('properties' as const),
  key: fc.constant('/peripherals'),
  operator: fc.constantFrom<MatchExpression['operator']>('ContainsAll', 'ContainsAny'),
  itemSelector: fc.array(
    deviceTypes.map(
      (type): MatchExpression => ({ on: 'properties', key: '/type', operator: 'In', values: [type] }),
    ),
    { minLength: 1, maxLength: 2 },
  ),
});
const simple: fc.Arbitrary<MatchExpression> = fc
  .record({
    on: fc.constantFrom('properties' as const, 'labels' as const),
    key: keys,
    operator: growing,
    values: fc.array(scalars, { minLength: 1, maxLength: 1 }),
  })
  .map((expression) =>
    expression.on === 'labels' ? expression : { ...expression, key: `/${expression.key}` },
  );
const needs: fc.Arbitrary<ProfileNeeds> = fc.record({
  cores: fc.integer({ min: 1, max: 8 }),
  memoryBytes: fc.integer({ min: 1, max: 8 }).map((count) => count * 2 ** 30),
  peripherals: fc.array(fc.record({ type: deviceTypes }), { maxLength: 2 }),
  interfaces: fc.constant([]),
  eligibility: fc.array(fc.record({ expressions: fc.array(fc.oneof(simple, items), { maxLength: 2 }) }), {
    maxLength: 2,
  }),
});

t.test('a host that gets more never loses a fit', async (t) => {
  let fits = 0;
  fc.assert(
    fc.property(
      needs,
      capabilities,
      devices,
      fc.dictionary(keys, scalars),
      fc.nat({ max: 4 }),
      (need, has, devicesToo, more, cores) => {
        const before = listUnmetNeeds(need, has, {});
        const after = listUnmetNeeds(
          need,
          {
            ...has,
            cpu: { cores: (has.cpu?.cores ?? 0) + cores, architecture: 'arm64' },
            memory: `${parseQuantity(has.memory ?? '0Ki') / 2 ** 20 + cores}Mi`,
            peripherals: [...devicesToo, ...(has.peripherals ?? [])],
            properties: { ...more, ...has.properties },
          },
          more,
        );

        if (before.length === 0) {
          fits += 1;
          t.same(after, []);
        }
      },
    ),
    { numRuns: 2000 },
  );
  t.ok(fits > 50, `only ${fits} hosts fitted, which proves little`);
});

t.test('no path leads out of the package', async (t) => {
  const steps = fc.array(fc.constantFrom('..', '.', 'a', 'b', '', '~', 'c d'), { maxLength: 8 });
  fc.assert(
    fc.property(steps, steps, (folder, path) => {
      const start = resolveInside('', folder.join('/')) ?? '';
      const resolved = resolveInside(start, path.join('/'));

      if (resolved === undefined) return;
      t.notOk(resolved.startsWith('/') || resolved.split('/').includes('..'), resolved);
    }),
  );
});

t.test('a file that a component does not name is never among its files', async (t) => {
  const base = {
    'web/compose.yaml': 'services: {a: {env_file: a.env, volumes: ["./data:/x"]}}',
    'web/a.env': '',
    'web/data/x': '',
  };
  const component = { name: 'web', type: 'compose', properties: { packageLocation: 'web/compose.yaml' } };
  const name = fc.stringMatching(/^[a-z]{1,8}\.(?:md|env|yaml|txt)$/);
  fc.assert(
    fc.property(fc.array(name, { maxLength: 5 }), (names) => {
      const extra = Object.fromEntries(
        names.flatMap((each) => [
          [`docs/${each}`, each],
          [`web/other-${each}`, each],
        ]),
      );
      const files = listComponentFiles(component, makeContent({ ...extra, ...base }));

      t.same(
        files.map((file) => file.path),
        ['web/a.env', 'web/compose.yaml', 'web/data/x'],
      );
    }),
  );
});
