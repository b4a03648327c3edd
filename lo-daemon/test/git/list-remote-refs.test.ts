import { once } from 'node:events';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { execa } from 'execa';
import t from 'tap';
import { resolveSettings } from '../../src/config/resolve-settings.ts';
import type { InfraSettings } from '../../src/config/settings.ts';
import { listRemoteRefs } from '../../src/git/list-remote-refs.ts';
import { startInfraForge } from '../infra-forge.ts';
import { createInfraRepo } from '../site/infra-repo.ts';
import { skipTest } from '../skip-test.ts';

const VARIABLE = 'LO_TEST_GIT_TOKEN';

function infraOf(repository: string, hasCredential: boolean): InfraSettings {
  return resolveSettings({
    apiVersion: 'colo.dev/v1alpha1',
    kind: 'LocalOrchestrator',
    site: 'berlin',
    stateDir: '/nonexistent',
    infra: { repository, ...(hasCredential ? { credential: { environment: VARIABLE } } : {}) },
  }).infra;
}

t.test('both branches are found, over a path and over HTTP, and nothing else', async (t) => {
  const infra = await createInfraRepo(t.testdir());
  const main = await infra.commit({ a: '1' });
  const events = await infra.commitEvent({ b: '2' });
  await infra.git('push', '-q', 'origin', 'HEAD:refs/heads/main-2', 'HEAD:refs/heads/colo/events-2');
  const server = await startInfraForge(t);
  await infra.git('push', '-q', '--all', server.infra.path);
  await infra.git('push', '-q', server.infra.path, `${events}:refs/heads/colo/events`);
  process.env[VARIABLE] = server.token;
  t.teardown(() => delete process.env[VARIABLE]);
  const expected = { 'refs/heads/main': main, 'refs/heads/colo/events': events };

  for (const settings of [
    infraOf(infra.bare, false),
    infraOf(`file://${infra.bare}`, false),
    infraOf(server.infra.cloneUrl, true),
  ])
    t.same(Object.fromEntries(await listRemoteRefs(settings)), expected, settings.repository);

  process.env[VARIABLE] = 'another-token-0123';
  await t.rejects(listRemoteRefs(infraOf(server.infra.cloneUrl, true)), {
    code: 'GIT_ACCESS_REFUSED',
    message: /40[134]/,
  });
  await server.forge.close();
  await t.rejects(listRemoteRefs(infraOf(server.infra.cloneUrl, true)), {
    code: 'GIT_REMOTE_UNREACHABLE',
    kind: 'transient',
  });
  await t.rejects(listRemoteRefs(infraOf('/nonexistent', false)), { code: 'GIT_REMOTE_UNREACHABLE' });
});

// FOUND B11
t.test('a renamed infra repo is found on its server, and on no other one', async (t) => {
  const server = await startInfraForge(t);
  const infra = await createInfraRepo(t.testdir());
  const main = await infra.commit({ a: '1' });
  await infra.git('push', '-q', '--all', server.infra.path);
  server.forge.addFormerName('acme/infra', 'acme/plants');
  process.env[VARIABLE] = server.token;
  t.teardown(() => delete process.env[VARIABLE]);
  const moved: string[] = [];
  const onMoved = (address: string) => moved.push(address);

  const refs = await listRemoteRefs(infraOf(`${server.forge.url}/acme/plants.git`, true), { onMoved });

  t.same(Object.fromEntries(refs), { 'refs/heads/main': main });
  t.same(moved, [`${server.forge.url}/acme/infra.git`]);
  const seen: (string | undefined)[] = [];
  const stranger = createServer((request, response) => {
    seen.push(request.headers.authorization);
    response.writeHead(301, { location: `${server.forge.url}${request.url}` }).end();
  }).listen(0, '127.0.0.1');
  t.teardown(() => stranger.close());
  await once(stranger, 'listening');
  const address = stranger.address();
  const port = typeof address === 'object' ? address?.port : 0;
  await t.rejects(listRemoteRefs(infraOf(`http://127.0.0.1:${port}/acme/infra.git`, true), { onMoved }), {
    code: 'GIT_REPOSITORY_MOVED',
    message: new RegExp(`would be at ${server.forge.url}/acme/infra.git`),
  });
  t.equal(seen.length, 1);
  const turning = createServer((request, response) => {
    response.writeHead(302, { location: request.url }).end();
  }).listen(0, '127.0.0.1');
  t.teardown(() => turning.close());
  await once(turning, 'listening');
  const turningAddress = turning.address();
  const turningPort = typeof turningAddress === 'object' ? turningAddress?.port : 0;
  await t.rejects(listRemoteRefs(infraOf(`http://127.0.0.1:${turningPort}/acme/infra.git`, true)), {
    code: 'GIT_REPOSITORY_MOVED',
  });
});

if (process.getuid?.() !== 0) skipTest(t, 'a repository of another user', 'only root can give files away');
else
  t.test('a repository of another user is refused, with what allows it', async (t) => {
    const folder = t.testdir({ home: {}, infra: {} });
    const infra = await createInfraRepo(join(folder, 'infra'));
    const main = await infra.commit({ a: '1' });
    const [before, path] = [process.env['HOME'], infra.bare];
    process.env['HOME'] = join(folder, 'home');
    t.teardown(() => {
      process.env['HOME'] = before;
    });
    await execa('chown', ['-R', '65534', path]);

    for (const repository of [path, `file://${path}`])
      await t.rejects(listRemoteRefs(infraOf(repository, false)), {
        code: 'GIT_ACCESS_REFUSED',
        fix: new RegExp(`git config --global --add safe\\.directory ${path}\``),
      });
    await execa('git', ['config', '--global', '--add', 'safe.directory', path]);

    t.same(Object.fromEntries(await listRemoteRefs(infraOf(path, false))), { 'refs/heads/main': main });
  });
