import t from 'tap';
import { digestPackage } from '../../src/digests/digest-package.ts';
import type { DesiredState } from '../../src/generated/desired-state.ts';
import type { AppPackage } from '../../src/margo/app-package.ts';
import { chooseProfile } from '../../src/margo/choose-profile.ts';
import { renderDeploy } from '../../src/render/render-deploy.ts';
import { resolveHosts } from '../../src/resolve/resolve-hosts.ts';
import { helloSource } from '../fixtures/hello.ts';
import {
  draft2024Text,
  draft2025Text,
  edit,
  makeContent,
  makeHost,
  makeSite,
  mustRead,
  pr1Text,
  rc2Text,
} from './fixtures.ts';

/** One package, as each dialect writes it. */
const texts = { '2024-10': draft2024Text, '2025-02': draft2025Text, pr1: pr1Text, rc2: rc2Text } as const;

/** Release candidate 3 has no compose file in the package. */
const withoutCompose = rc2Text
  .replace(/ {2}- type: compose\n(?: {4}.*\n)*/, '')
  .replace('["web", "program"]', '["program"]')
  .replace('components: ["web"]', 'components: ["program"]');
const rc3Form = withoutCompose.replace('kind: ApplicationDescription\n', '');

const content = makeContent({
  'web/compose.yaml': 'services: {}',
  'program/server.mjs': 'x',
  'margo.yaml': 'x',
});

const source = { ...helloSource, digest: digestPackage(content.files) };

/** What a host of this runtime gets: profile type, parameters and component digests. */
function deploy(pkg: AppPackage, runtime: string): unknown {
  const host = makeHost({ runtimes: [runtime] });
  const site = makeSite(host);
  const rendered = renderDeploy({
    site,
    groups: [],
    current: undefined,
    package: pkg,
    content,
    source,
    hosts: ['edge-01'],
    set: { greeting: 'Moin' },
    by: 'person',
  });
  if (!rendered.ok) throw new Error(rendered.errors.map(({ message }) => message).join('\n'));
  return { deployments: summarize(rendered.desired), hosts: listDigests(rendered.desired) };
}

function summarize({ spec }: DesiredState): unknown {
  return spec.deployments.map(({ id, profile, parameters, overrides }) => ({
    id,
    type: profile.type,
    parameters,
    overrides,
  }));
}

function listDigests(desired: DesiredState): unknown {
  return resolveHosts(desired, new Map([[source.digest, content]])).map(({ host, applications }) => ({
    host,
    components: applications.flatMap(({ components }) =>
      components.map(({ name, digest }) => [name, digest]),
    ),
  }));
}

for (const [dialect, text] of Object.entries(texts)) {
  t.test(`${dialect} is named`, async (t) => {
    t.equal(mustRead(text).dialect, dialect);
  });

  for (const runtime of ['helm', 'compose', 'process']) {
    t.test(`${dialect} deploys to a ${runtime} host as every dialect does`, async (t) => {
      t.same(deploy(mustRead(text), runtime), deploy(mustRead(pr1Text), runtime));
    });
  }
}

t.test('rc3 deploys charts and processes as the dialects before it do', async (t) => {
  const [older, newer] = [mustRead(withoutCompose), mustRead(rc3Form)];

  t.same([mustRead(rc2Text).dialect, newer.dialect], ['rc2', 'rc3']);
  for (const runtime of ['helm', 'process']) t.same(deploy(newer, runtime), deploy(older, runtime));
});

t.test('the version of a chart is the same, with + or as the tag that rc3 asks for', async (t) => {
  const before = mustRead(edit(pr1Text, 'revision: 1.0.0', 'revision: 1.0.0+build.7'));
  const after = mustRead(edit(rc3Form, 'revision: 1.0.0', 'revision: 1.0.0_build.7'));

  t.same(after.profiles[0]?.components, before.profiles[0]?.components);
});

t.test('profiles without ids are called after their type', async (t) => {
  const second = `  - type: docker-compose
    components:
      - name: small
        properties: {packageLocation: ./small}
parameters:
`;
  const pkg = mustRead(edit(draft2025Text, 'parameters:\n', second));

  t.same(
    pkg.profiles.map(({ id }) => id),
    ['helm', 'compose', 'process', 'compose-2'],
  );
});

t.test('rc2 knows more architectures than pr1', async (t) => {
  const needs = '    id: hello-process\n    requiredResources: {cpu: {cores: 1, architectures: [riscv64]}}\n';
  const riscv = edit(rc2Text, '    id: hello-process\n', needs);
  const host = makeHost({ runtimes: ['process'], cpu: { cores: 1, architecture: 'riscv64' } });
  const other = makeHost({ runtimes: ['process'], cpu: { cores: 1, architecture: 'arm64' } });

  t.match(chooseProfile(mustRead(riscv), host, makeSite(host)), { ok: true });
  t.match(chooseProfile(mustRead(riscv), other, makeSite(other)), { ok: false });
});
