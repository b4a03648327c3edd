import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { readdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import t from 'tap';
import { type Files, makeNothingDesired, makePackage, makePolicy, makeSite } from '../../support/packages.ts';
import { openBareWorld } from '../support/bare-world.ts';
import { runCli } from '../support/run-cli.ts';
import { git } from '../support/run-git.ts';

const good: Files = { ...makePolicy(), ...makeSite('berlin', ['edge-01']), ...makeNothingDesired('berlin') };
const desired = 'sites/berlin/desiredstate.yaml';
const faulty: Files = { [desired]: String(good[desired]).replace('site: berlin', 'site: paris') };

t.test('a ref of any name is data', async (t) => {
  const { bare, clone, commit, push, runHooksHere } = await openBareWorld(t);
  await runHooksHere();
  const names = [
    'refs/heads/$(touch${IFS}pwned);\'"&|`touch${IFS}pwned`',
    'refs/heads/--output=pwned',
    'refs/heads/@team',
  ];
  await commit({ ...good, ...faulty });
  for (const name of names) {
    await git(bare, 'symbolic-ref', 'HEAD', name);
    const run = await push(`HEAD:${name}`);
    t.match(run, { ok: false, said: /SITE_NAME_MISMATCH/ }, name);
  }
  await commit(good);
  for (const name of names) {
    await git(bare, 'symbolic-ref', 'HEAD', name);
    const run = await push(`HEAD:${name}`);
    t.ok(run.ok, `${name}: ${run.said}`);
  }
  for (const folder of [bare, clone]) t.notOk((await readdir(folder)).some((name) => name.includes('pwned')));
});

t.test('a push of 500 changed sites passes, and one fault among them is found', async (t) => {
  const { commit, push, runHooksHere } = await openBareWorld(t);
  await runHooksHere();
  const names = Array.from({ length: 500 }, (_, index) => `site-${index}`);
  const sites: Files = Object.assign(
    {},
    ...names.map((name) => ({ ...makeSite(name, ['edge-01']), ...makeNothingDesired(name) })),
  );
  await commit(makePolicy());
  t.match(await push('HEAD:main'), { ok: true });

  await commit(sites);
  const run = await push('HEAD:main');
  t.ok(run.ok, run.said);

  await commit({ 'sites/site-499/desiredstate.yaml': String(sites['sites/site-7/desiredstate.yaml']) });
  const refused = await push('HEAD:main');
  t.notOk(refused.ok);
  t.match(refused.said, /^sites\/site-499\/desiredstate\.yaml:\d+:\d+: error SITE_NAME_MISMATCH/m);
});

t.test('packages of a bare app registry are checked alike', async (t) => {
  const { commit, push, runHooksHere } = await openBareWorld(t);
  await runHooksHere();
  await commit(makePackage());
  t.match(await push('HEAD:main'), { ok: true });

  await commit({ 'apps/hello-world/margo.yaml': 'kind: ApplicationDescription\n' });

  t.match(await push('HEAD:main'), { ok: false, said: /^apps\/hello-world\/margo\.yaml:/m });
});

t.test('what a version of a package calls immutable stays, whatever else a push changes', async (t) => {
  const { bare, commit, push, runHooksHere } = await openBareWorld(t);
  await runHooksHere();
  const changed = makePackage({ version: '1.1', immutable: 'data-2' });
  await commit({ ...makePackage({ immutable: 'data' }), ...makePackage({ id: 'other' }) });
  t.match(await push('HEAD:main'), { ok: true });
  const before = await git(bare, 'rev-parse', 'main');

  await commit(changed);
  await commit(makePackage({ id: 'other', version: '1.1' }));
  const refused = await push('HEAD:main');

  t.notOk(refused.ok);
  t.match(refused.said, /^apps\/hello-world\/margo\.yaml:20:12: error MARGO_IMMUTABLE_CHANGED/m);
  t.equal(refused.said.match(/MARGO_IMMUTABLE_CHANGED:/g)?.length, 1, 'once');
  t.equal(await git(bare, 'rev-parse', 'main'), before);
  const draft = await push('HEAD:draft');
  t.ok(draft.ok, draft.said);

  await commit(makePackage({ version: '1.1', immutable: 'data' }));
  t.notOk((await push('HEAD:main')).ok, 'the commit that changes it would still become part of the branch');
});

t.test(
  'a published version with other files is refused, and one that is not published is remarked on',
  async (t) => {
    const { bare, commit, push, runHooksHere } = await openBareWorld(t);
    await runHooksHere();
    await commit(makePackage());
    t.match(await push('HEAD:main'), { ok: true });

    await commit(makePackage({ script: 'echo other\n' }));
    t.match(await push('HEAD:main'), { ok: true, said: /margo\.yaml:6:12: warning MARGO_VERSION_PUBLISHED/ });

    await git(bare, 'tag', 'hello-world@1.0', 'main');
    await commit(makePackage({ script: 'echo third\n' }));
    t.match(await push('HEAD:main'), { ok: false, said: /margo\.yaml:6:12: error MARGO_VERSION_PUBLISHED/ });
  },
);

t.test('packages are compared with what the tags publish, as CO compares them', async (t) => {
  const { bare, clone, commit, push, runHooksHere } = await openBareWorld(t);
  await runHooksHere();
  const published = makePackage({ immutable: 'data' });
  await commit({ ...published, ...makePackage({ id: 'other' }) });
  t.match(await push('HEAD:main'), { ok: true });
  for (const tag of ['hello-world@1.0', 'other@1.0']) await git(bare, 'tag', tag, 'main');
  await commit(makePackage({ version: '1.1', immutable: 'data' }));
  t.match(await push('HEAD:main'), { ok: true });

  // The version stays what it is in the commit before, where the default was as published.
  await commit(makePackage({ version: '1.1', immutable: 'data-2' }));
  const changed = await push('HEAD:main');
  t.match(changed, {
    ok: false,
    said: /^apps\/hello-world\/margo\.yaml:20:12: error MARGO_IMMUTABLE_CHANGED/m,
  });
  t.equal(changed.said.match(/error MARGO_IMMUTABLE_CHANGED/g)?.length, 1, 'once');

  await git(clone, 'reset', '--quiet', '--hard', 'origin/main');
  await commit(makePackage({ immutable: 'data', script: 'echo other\n' }));
  const downgraded = await push('HEAD:main');
  t.match(downgraded, {
    ok: false,
    said: /^apps\/hello-world\/margo\.yaml:6:12: error MARGO_VERSION_PUBLISHED/m,
  });

  await git(clone, 'reset', '--quiet', '--hard', 'origin/main');
  const moved = Object.entries(makePackage({ id: 'other', version: '2.0' }));
  await commit(
    Object.fromEntries(moved.map(([path, text]) => [path.replace('apps/other', 'apps/zoo'), text])),
  );
  const taken = await push('HEAD:main');
  t.match(taken, { ok: false, said: /^apps\/zoo\/margo\.yaml:4:\d+: error TREE_PACKAGE_DUPLICATE/m });

  await git(clone, 'reset', '--quiet', '--hard', 'origin/main');
  await commit(published);
  const back = await push('HEAD:main');
  t.ok(back.ok, `what is published already may come back: ${back.said}`);
  t.notMatch(back.said, 'MARGO_VERSION_PUBLISHED');

  await git(bare, 'update-ref', '-d', 'refs/heads/main');
  await commit(makePackage({ script: 'echo third\n' }));
  const fresh = await push('--force', 'HEAD:main');
  t.match(
    fresh,
    { ok: false, said: /margo\.yaml:6:12: error MARGO_VERSION_PUBLISHED/ },
    'a new branch is no way around',
  );
});

t.test('a push wakes who listens, signed, and nobody there is no failure', async (t) => {
  const received: { readonly url: string | undefined; readonly signature: unknown }[] = [];
  const server = createServer((request, response) => {
    received.push({ url: request.url, signature: request.headers['x-colo-signature'] });
    response.writeHead(202).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.teardown(() => server.close());
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const wake = ['--wake', `http://127.0.0.1:${port}/wake`, '--wake', 'http://127.0.0.1:1/wake'];
  const { bare, clone, commit, push, runHooksHere } = await openBareWorld(
    t,
    ...wake,
    '--wake-secret',
    'secret',
  );
  const secret = join(clone, '../secret');
  await writeFile(secret, 'canary-secret\n');
  await commit(good);

  const run = await push('HEAD:main');

  t.ok(run.ok, run.said);
  const signature = `sha256=${createHmac('sha256', 'canary-secret').update('').digest('hex')}`;
  t.strictSame(received, [{ url: '/wake', signature }]);
  t.match(run.said, /could not wake a listener: http:\/\/127\.0\.0\.1:1\/wake/);
  t.notMatch(run.said, 'canary-secret');

  await runHooksHere();
  await rm(secret);
  await commit({ 'README.md': 'x\n' });
  t.match(await push('HEAD:main'), { ok: true, said: /could not wake a listener/ });
  await runCli(['hooks', 'uninstall', '--bare', bare]);
  t.notMatch(await git(bare, 'config', '--list'), /colo\./i);
});
