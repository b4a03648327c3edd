import { chmod, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { armor, Encrypter, generateIdentity, identityToRecipient } from 'age-encryption';
import t from 'tap';
import { put } from './put-secret.ts';
import { createSiteRig, type SiteRig } from './site-rig.ts';

const SECRETS = 'sites/eu/berlin/secrets';

const secrets = {
  db: {
    from: { age: true as const },
    grants: [{ application: 'hello', component: 'web', pointer: 'PASSWORD' }],
  },
};
const wish = { applicationId: 'hello', version: '1.0', secrets: { PASSWORD: 'db' } };

/** What the program got. */
function readGot(rig: SiteRig): Promise<string> {
  return readFile(join(rig.root, 'marks/edge-01/web-PASSWORD'), 'utf8');
}

t.test('an age file of the infra repo is opened on the site, also without the infra repo', async (t) => {
  const identity = await generateIdentity();
  const identityFile = join(t.testdir(), 'identity');
  await put(identityFile, `# created: today\n# public key: x\n${identity}\n`);
  const encrypt = (text: string) => encryptTo(identity, text);
  const rig = await createSiteRig(t, { config: { secrets, secretIdentity: { file: identityFile } } });
  await rig.want([wish], { [`${SECRETS}/db.age`]: armor.encode(await encrypt('first\n')) });
  t.equal(await rig.once(), 'converged');
  t.equal(await readGot(rig), 'first');

  // Binary, and one that nobody can use beside it.
  await mkdir(join(rig.infra.checkout, SECRETS), { recursive: true });
  await writeFile(join(rig.infra.checkout, SECRETS, 'db.age'), await encrypt('second'));
  await rig.infra.commit({ [`${SECRETS}/other.age`]: 'x'.repeat(200_000) });
  t.equal(await rig.once(), 'converged');
  t.equal(await readGot(rig), 'second');

  // The infra repo is gone: what is in LO's store is enough to change the secret's target again.
  const away = { ...rig.config, infra: { ...rig.config.infra, repository: `${rig.infra.bare}` } };
  await rm(rig.infra.bare, { recursive: true });
  const daemon = await rig.openWith(away);
  await daemon.runOnce(new AbortController().signal);
  await daemon.close();
  t.equal((await rig.starts()).length, 2);

  await put(identityFile, `${await generateIdentity()}\n`);
  const other = await rig.openWith(away);
  await other.runOnce(new AbortController().signal);
  const status = JSON.stringify(other.describe());
  await other.close();
  t.match(status, /LO_SECRET_UNAVAILABLE.*cannot be opened with the identity of this site/);
  t.equal((await rig.running()).length, 1, 'what runs stays');
});

t.test(
  'an age file that cannot be used is waited for, whatever is wrong with it, and what runs stays',
  async (t) => {
    const [identity, other] = [await generateIdentity(), await generateIdentity()];
    const identityFile = join(t.testdir(), 'identity');
    await put(identityFile, `${identity}\n`);
    const whole = await encryptTo(identity, 'first and rather long');
    const text = armor.encode(whole);
    const passphrase = new Encrypter();
    passphrase.setScryptWorkFactor(10);
    passphrase.setPassphrase('known to the site as well');
    const rig = await createSiteRig(t, {
      config: { secrets, secretIdentity: { file: identityFile } },
    });
    const path = `${SECRETS}/db.age`;
    const file = join(rig.infra.checkout, path);
    await rig.want([wish], { [path]: text });
    t.equal(await rig.once(), 'converged');

    const unopened = /cannot be opened with the identity of this site/;
    const absent = /needs db\.age in the site's secrets folder/;
    const cases: readonly (readonly [string, RegExp, () => Promise<void>])[] = [
      ['without its last byte', unopened, () => writeFile(file, whole.subarray(0, -1))],
      ['cut off in its header', unopened, () => writeFile(file, whole.subarray(0, 40))],
      ['armored and cut off', unopened, () => writeFile(file, text.slice(0, text.length / 2))],
      ['one bit is another', unopened, () => writeFile(file, flipLastBit(whole))],
      ['empty', unopened, () => writeFile(file, '')],
      ['for another site', unopened, async () => writeFile(file, await encryptTo(other, 'not yours'))],
      ['for a passphrase', unopened, async () => writeFile(file, await passphrase.encrypt('x'))],
      ['too large', absent, () => writeFile(file, Buffer.concat([whole, Buffer.alloc(128 * 1024)]))],
      ['a link to the file', absent, () => symlink('kept.age', file)],
      ["a link to LO's identity", absent, () => symlink(identityFile, file)],
      ['a program', absent, () => writeFile(file, whole, { mode: 0o755 }).then(() => chmod(file, 0o755))],
      ['gone', absent, async () => undefined],
    ];
    for (const [name, why, damage] of cases) {
      await rm(file, { force: true });
      await damage();
      const commit = await rig.infra.commit({ [`${SECRETS}/kept.age`]: whole }, name);

      t.equal(await rig.once(), 'waiting', name);

      const daemon = await rig.open();
      t.match(daemon.describe(), { adopted: { commit } }, `${name}: the rest of the revision counts`);
      t.match(JSON.stringify(daemon.describe()), /LO_SECRET_UNAVAILABLE/, name);
      t.match(JSON.stringify(daemon.describe()), why, name);
      await daemon.close();
      t.same(await rig.running(), ['hello web 1.0 Hello'], name);
    }
    t.equal((await rig.starts()).length, 1, 'what runs was never touched');

    await rm(file, { force: true });
    await rig.infra.commit({ [path]: await encryptTo(identity, 'first and rather long') });
    t.equal(await rig.once(), 'converged');
    t.equal((await rig.starts()).length, 1, 'the same secret, encrypted anew, is no update');
    await rig.infra.commit({ [path]: await encryptTo(identity, 'second') });
    t.equal(await rig.once(), 'converged');
    t.equal(await readGot(rig), 'second', 'another is one');
    t.equal((await rig.starts()).length, 2);
  },
);

async function encryptTo(identity: string, text: string): Promise<Uint8Array> {
  const encrypter = new Encrypter();
  encrypter.addRecipient(await identityToRecipient(identity));
  return encrypter.encrypt(text);
}

function flipLastBit(bytes: Uint8Array): Uint8Array {
  const changed = Uint8Array.from(bytes);
  changed.set([(bytes.at(-1) ?? 0) ^ 1], bytes.length - 1);
  return changed;
}
