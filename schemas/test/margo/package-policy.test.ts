import t from 'tap';
import type { PackagePolicy } from '../../src/generated/fleet-policy.ts';
import { fleetPolicySchema } from '../../src/generated/fleet-policy.ts';
import { checkPackageContent } from '../../src/margo/check-package-content.ts';
import { defaultLevels, type PolicyRule } from '../../src/margo/content/package-policy.ts';
import { edit, makeContent, mustRead, pr1Text } from './fixtures.ts';

const pinned = `busybox:1.36@sha256:${'a'.repeat(64)}`;

function check(compose: string, policy?: PackagePolicy, margo = pr1Text): readonly string[] {
  const content = makeContent({
    'margo.yaml': margo,
    'web/compose.yaml': compose,
    'program/server.mjs': '',
  });
  const found = checkPackageContent(mustRead(margo), content, {
    file: 'margo.yaml',
    ...(policy === undefined ? {} : { policy }),
  });
  return found.map(
    ({ file, line, column, severity, code, message }) =>
      `${file}:${line}:${column} ${severity} ${code}: ${message}`,
  );
}

const demands: readonly (readonly [PolicyRule, key: string, place: string, code: string])[] = [
  ['privileged', 'privileged: true', '4:17', 'MARGO_COMPOSE_PRIVILEGED'],
  ['privileged', 'privileged: "$P"', '4:17', 'MARGO_COMPOSE_PRIVILEGED'],
  ['hostNetwork', 'network_mode: host', '4:19', 'MARGO_COMPOSE_NAMESPACE'],
  ['hostNamespaces', 'pid: host', '4:10', 'MARGO_COMPOSE_NAMESPACE'],
  ['dockerSocket', 'volumes: ["/var/run/docker.sock:/s"]', '4:15', 'MARGO_COMPOSE_SOCKET'],
  ['dockerSocket', 'use_api_socket: true', '4:21', 'MARGO_COMPOSE_SOCKET'],
  ['hostPaths', 'volumes: ["/data/d", "/etc:/x:ro"]', '4:26', 'MARGO_COMPOSE_HOST_PATH'],
  ['hostPaths', 'volumes: [{type: bind, source: /x, target: /x}]', '4:15', 'MARGO_COMPOSE_HOST_PATH'],
  ['devices', 'devices: [/dev/ttyUSB0]', '4:15', 'MARGO_COMPOSE_DEVICE'],
  ['capabilities', 'cap_add: [NET_ADMIN]', '4:15', 'MARGO_COMPOSE_CAPABILITY'],
];
for (const [rule, key, place, code] of demands) {
  t.test(`${key} counts as the policy has it`, async (t) => {
    const compose = `services:\n  web:\n    image: ${pinned}\n    ${key}\n`;
    const levels = (policy?: PackagePolicy): readonly string[] =>
      check(compose, policy)
        .filter((line) => line.startsWith('web/') && !line.includes('VARIABLE_UNSET'))
        .map((line) => line.replace(/: .*/, ''));

    t.same(levels({ [rule]: 'refuse' }), [`web/compose.yaml:${place} error ${code}`]);
    t.same(levels({ [rule]: 'warn' }), [`web/compose.yaml:${place} warning ${code}`]);
    t.same(levels({ [rule]: 'allow' }), []);
    t.match(levels({})[0], defaultLevels[rule] === 'refuse' ? / error / : / warning /);
    t.match(levels()[0], / warning /, 'no fleet yet: nothing is refused');
  });
}

const images: readonly (readonly [image: string, expected: string | undefined])[] = [
  [pinned, undefined],
  ['busybox', 'MARGO_IMAGE_FLOATING'],
  ['registry.test:5000/busybox', 'MARGO_IMAGE_FLOATING'],
  ['registry.test:5000/busybox:latest', 'MARGO_IMAGE_FLOATING'],
  ['busybox:1.36', 'MARGO_IMAGE_UNPINNED'],
  ['"${OTHER:-busybox:1.36}"', 'MARGO_IMAGE_UNPINNED'],
  ['"${GREETING:-busybox:1.36}"', undefined],
];
for (const [image, expected] of images) {
  t.test(`the image ${image} is ${expected ?? 'taken'}`, async (t) => {
    const [first, second] = check(`services: {web: {image: ${image}}}`).filter((line) =>
      line.includes('IMAGE'),
    );

    if (expected === undefined) t.equal(first, undefined);
    else t.match(first, `web/compose.yaml:1:25 warning ${expected}: service web runs`);
    t.equal(second, undefined);
  });
}

t.test("the schema's defaults are those that hold", async (t) => {
  const properties = Object.fromEntries(
    Object.entries(defaultLevels).map(([rule, level]) => [rule, { default: level }]),
  );

  t.match(fleetPolicySchema, { properties: { spec: { properties: { packages: { properties } } } } });
});

t.test('a variable that is misspelt is one warning, at the variable, with the near name', async (t) => {
  const compose = `services: {web: {image: ${pinned}, hostname: "\${PROT}", labels: {a: "\${X:-y}$$Z"}}}`;

  t.match(check(compose, { unpinnedCharts: 'allow' }), [
    /^web\/compose\.yaml:1:\d+ warning MARGO_COMPOSE_VARIABLE_UNSET: no parameter and no \.env gives \$\{PROT\} a value; did you mean PORT\?$/,
  ]);
  t.same(
    check(`services: {web: {image: ${pinned}, environment: [PORT, GREETING]}}`, {
      unpinnedCharts: 'allow',
    }),
    [],
  );
});

t.test('a parameter that nothing reads is a warning', async (t) => {
  const compose = `services: {web: {image: ${pinned}, environment: [GREETING], labels: {a: "\${PROT:-1}", b: "$X"}}}`;

  t.match(check(compose, { unpinnedCharts: 'allow' }), [
    /^margo\.yaml:\d+:\d+ warning MARGO_TARGET_UNUSED: no compose file of web reads the variable PORT; did you mean PROT\?$/,
    /^web\/compose\.yaml:1:\d+ warning MARGO_COMPOSE_VARIABLE_UNSET: no parameter and no \.env gives \$\{X\} a value$/,
  ]);
});

const charts: readonly (readonly [from: string, to: string, expected: RegExp | undefined])[] = [
  [
    'oci://registry.example.com/hello',
    `oci://registry.example.com/hello@sha256:${'a'.repeat(64)}`,
    undefined,
  ],
  [
    'oci://registry.example.com/hello',
    'oci://registry.example.com:5000/a/hello',
    /16:23 warning MARGO_CHART_UNPINNED/,
  ],
  [
    'oci://registry.example.com/hello',
    'https://registry.example.com/hello',
    /16:23 error MARGO_CHART_INVALID.*does not start with oci/,
  ],
  [
    'oci://registry.example.com/hello',
    'oci://u:secret@registry.example.com/hello',
    /16:23 error MARGO_CHART_INVALID: (?!.*secret).*holds a user or a password/,
  ],
  [
    'oci://registry.example.com/hello',
    'oci://registry.example.com/hello:1.0.0',
    /16:23 error MARGO_CHART_INVALID.*has a tag/,
  ],
  [
    'oci://registry.example.com/hello',
    'oci://registry.example.com/hello@sha256:12',
    /16:23 error MARGO_CHART_INVALID.*has a digest that is not/,
  ],
  [
    'oci://registry.example.com/hello',
    'oci://registry.example.com/Hello',
    /16:23 error MARGO_CHART_INVALID.*lower case/,
  ],
  [
    'revision: 1.0.0',
    'revision: newest',
    /17:21 error MARGO_CHART_INVALID: the revision newest of component chart is no version/,
  ],
];
for (const [from, to, expected] of charts) {
  t.test(`the chart with ${to}`, async (t) => {
    const text = edit(pr1Text, from, to);
    const compose = `services: {web: {image: ${pinned}, environment: [PORT, GREETING]}}`;
    const found = check(compose, to.startsWith('revision') ? { unpinnedCharts: 'allow' } : {}, text);

    if (expected === undefined) t.same(found, []);
    else t.match(found, [expected]);
    t.equal(found.length, expected === undefined ? 0 : 1);
  });
}
