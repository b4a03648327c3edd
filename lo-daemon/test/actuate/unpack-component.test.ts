import { createHash } from 'node:crypto';
import t from 'tap';
import { unpackComponent } from '../../src/actuate/unpack-component.ts';
import { prepareCompose } from '../../src/runtimes/compose/prepare-compose.ts';
import type { ComponentToRun } from '../../src/runtimes/runtime.ts';
import { makeTarGz, type TarItem } from '../make-tar-gz.ts';

const guard = { allow: [], bindMounts: [], capabilities: [], devices: [] };

function makeComponent(items: readonly TarItem[], location = './app/web.tar.gz'): ComponentToRun {
  const bytes = makeTarGz(items);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return {
    site: 'eu/berlin',
    host: 'edge-01',
    applicationId: 'hello',
    deploymentId: '5f0c7a52-7b1a-5f0e-9a53-0d3f6a1c2b11',
    component: 'web',
    type: 'compose',
    version: '1.0',
    digest: `sha256:${'a'.repeat(64)}`,
    properties: { packageLocation: location },
    environment: {},
    files: [
      { path: 'app/web.tar.gz', mode: '0644', sha256, size: bytes.byteLength, read: async () => bytes },
    ],
  };
}

const compose = { path: 'compose.yaml', content: 'services: {web: {image: busybox}}\n' };

t.test('a component in an archive is made of the files in it, under the same digest', async (t) => {
  const component = makeComponent([
    { path: 'web/compose.yaml', content: compose.content },
    { path: 'web/run.sh', content: 'x', mode: 0o4755 },
  ]);

  const unpacked = await unpackComponent(component);

  t.match(unpacked, { digest: component.digest, properties: { packageLocation: 'web' } });
  t.same(
    unpacked.files.map(({ path, mode, size }) => `${path} ${mode} ${size}`),
    ['web/compose.yaml 0644 34', 'web/run.sh 0755 1'],
  );
  t.equal(Buffer.from((await unpacked.files[1]?.read()) ?? []).toString(), 'x');
  t.match(await prepareCompose(unpacked, guard), { type: 'compose' });
});

t.test('the compose file in an archive is judged by the guard as any other', async (t) => {
  const content = 'services: {web: {image: busybox, privileged: true}}\n';
  const unpacked = await unpackComponent(makeComponent([{ path: 'compose.yaml', content }]));

  t.equal(unpacked.properties['packageLocation'], '.');
  await t.rejects(prepareCompose(unpacked, guard), { code: 'NODE_PRIVILEGE_REFUSED' });
});

// Fault 20
t.test('a hostile archive that is in the store all the same is refused before a host sees it', async (t) => {
  const cases: readonly (readonly [TarItem, string])[] = [
    [{ path: 'link', type: '2' }, 'MARGO_ARCHIVE_ENTRY'],
    [{ path: '../../out' }, 'MARGO_ARCHIVE_PATH'],
    [{ path: 'Compose.yaml' }, 'MARGO_ARCHIVE_PATH'],
  ];
  for (const [item, code] of cases)
    await t.rejects(unpackComponent(makeComponent([compose, item])), { code, kind: 'terminal' });
});

t.test('an archive that no packageLocation names stays a file', async (t) => {
  const component = makeComponent([{ path: '../data' }], 'app');

  t.equal(await unpackComponent(component), component);
});
