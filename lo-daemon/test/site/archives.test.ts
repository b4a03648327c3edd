import { createHash } from 'node:crypto';
import { digestPackage } from '@colo/schemas/digests';
import t from 'tap';
import { makeTarGz, type TarItem } from '../make-tar-gz.ts';
import { createSiteRig, SITE, type SiteRig } from './site-rig.ts';

const DESIRED = `sites/${SITE}/desiredstate.yaml`;

/** The sample application of a version, with its component packed as web.tar.gz. */
function pack(
  rig: SiteRig,
  version: string,
  extra: readonly TarItem[] = [],
): Record<string, string | Buffer> {
  const plain = rig.render([{ applicationId: 'a', version }]);
  const script = Object.entries(plain).find(([path]) => path.endsWith('/web/run.sh'))?.[1] ?? '';
  const [margo = '', text = ''] = Object.entries(plain).find(([path]) => path.endsWith('/margo.yaml')) ?? [];
  const [, , digits = ''] = margo.split('/');
  const content: readonly (readonly [string, string | Buffer])[] = [
    ['margo.yaml', text],
    ['web.tar.gz', makeTarGz([{ path: 'web/run.sh', content: script, mode: 0o755 }, ...extra])],
  ];
  const digest = digestPackage(
    content.map(([path, bytes]) => ({
      path,
      mode: '100644',
      sha256: createHash('sha256').update(bytes).digest('hex'),
      size: Buffer.byteLength(bytes),
    })),
  );
  const desired = (plain[DESIRED] ?? '')
    .replaceAll(digits, digest.slice('sha256:'.length))
    .replace(/packageLocation: "?web"?/, 'packageLocation: ./web.tar.gz');
  const folder = `packages/a/${digest.slice('sha256:'.length)}`;
  return {
    [DESIRED]: desired,
    ...Object.fromEntries(content.map(([path, bytes]) => [`${folder}/${path}`, bytes])),
  };
}

// Fault 20
t.test('a component in an archive runs; a hostile archive in a later version is refused', async (t) => {
  const rig = await createSiteRig(t);
  await rig.infra.commit(pack(rig, '1.0'), 'packed');

  t.equal(await rig.once(), 'converged');
  t.same(await rig.running(), ['a web 1.0 Hello']);

  const hostile: readonly (readonly [TarItem, string])[] = [
    [{ path: 'web/link', type: '2' }, 'MARGO_ARCHIVE_ENTRY'],
    [{ path: 'web/../../../../out' }, 'MARGO_ARCHIVE_PATH'],
    [{ path: 'web/RUN.sh' }, 'MARGO_ARCHIVE_PATH'],
  ];
  for (const [index, [item, code]] of hostile.entries()) {
    const commit = await rig.infra.commit(pack(rig, `2.${index}`, [item]), code);

    t.equal(await rig.once(), 'failed');
    const daemon = await rig.open();
    t.match(daemon.describe(), { refused: { code, commit } });
    await daemon.close();
    t.same(await rig.running(), ['a web 1.0 Hello'], 'the first goes on');
  }

  await rig.infra.commit(pack(rig, '3.0'), 'repaired');
  t.equal(await rig.once(), 'converged');
  t.same(await rig.running(), ['a web 3.0 Hello']);

  await rig.infra.commit(pack(rig, '1.0'), 'back');
  t.equal(await rig.once(), 'converged');
  t.same(await rig.running(), ['a web 1.0 Hello'], 'as before');
});
