import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findFreePort } from '@colo/scripts/edge-host';
import t from 'tap';
import { signBody } from '../../src/wake/check-signature.ts';
import { startInfraForge } from '../infra-forge.ts';
import { until } from '../node/node-rig.ts';
import { bestHostKind } from '../ssh-hosts.ts';
import { findLeaks, findLeaksBelow, makeNeedles, readObjects, watchArguments } from './find-leaks.ts';
import { runLo, startLo } from './lo-process.ts';
import { createSshSite } from './ssh-site-rig.ts';

// Fault 31
t.test("none of LO's secrets is found where others could read it", async (t) => {
  // Of forms that no pattern knows.
  const token = `canary_${randomBytes(16).toString('hex')}`;
  const wakeSecret = `canary+/~? ${randomBytes(12).toString('base64')}`;
  const port = await findFreePort();
  const server = await startInfraForge(t, token);
  const { rig, identityFile, edge } = await createSshSite(t, {
    kind: bestHostKind(),
    config: {
      infra: {
        repository: server.infra.cloneUrl,
        name: server.infra.fullName,
        credential: { environment: 'LO_TEST_TOKEN' },
        pollSeconds: 1,
      },
      reporters: [{ type: 'github-status', settings: { apiUrl: server.forge.url } }, { type: 'log' }],
      wake: { port, secret: { environment: 'LO_TEST_WAKE' } },
      log: { level: 'debug' },
    },
  });
  process.env['LO_TEST_TOKEN'] = token;
  process.env['LO_TEST_WAKE'] = wakeSecret;
  t.teardown(() => {
    delete process.env['LO_TEST_TOKEN'];
    delete process.env['LO_TEST_WAKE'];
  });
  const keyLines = (await readFile(identityFile, 'latin1')).split('\n').filter((line) => line.length > 60);
  const needles = [
    ...makeNeedles('token', token),
    ...makeNeedles('wake secret', wakeSecret),
    ...keyLines.flatMap((line, index) => makeNeedles(`line ${index} of the key`, line)),
  ];
  const publish = () => rig.infra.git('push', '-q', server.infra.path, 'HEAD:main');
  const watch = watchArguments(needles);
  t.teardown(() => watch.stop());

  // One deployment that succeeds, one that fails, and servers that throw the token back in anger.
  await rig.want([{ applicationId: 'good', version: '1.0' }]);
  await publish();
  const lo = await startLo(t, rig);
  await until('it is installed', async () => (await rig.reports()).at(-1)?.state === 'success');
  const signature = signBody(Buffer.from('now'), wakeSecret);
  for (const [header, status] of [
    [signature, 202],
    [`sha256=${'0'.repeat(64)}`, 401],
  ] as const) {
    const headers = { 'x-colo-signature': header };
    const answer = await fetch(`http://127.0.0.1:${port}/wake`, { method: 'POST', body: 'now', headers });
    t.equal(answer.status, status);
  }
  server.forge.setFaults({ rest: [{ path: 'statuses', status: 500, message: `no ${token} for you` }] });
  await rig.want([
    { applicationId: 'good', version: '1.0' },
    { applicationId: 'bad', version: '1.0', broken: ['web'] },
  ]);
  await publish();
  await until('it failed', async () => (await rig.reports()).at(-1)?.state === 'failure');
  const { stdout } = await runLo(rig, 'status', '--json');
  const commit = await rig.infra.git('rev-parse', 'HEAD');
  await until('it is told', async () => (await server.listStatuses(commit)).length > 0);
  const statuses = JSON.stringify(await server.listStatuses(commit));
  await server.forge.close();
  await until('the poll fails', async () => /GIT_REMOTE_UNREACHABLE/.test(await lo.readLog()));
  await lo.kill('SIGTERM');

  t.match(statuses, /failure/, 'the statuses did arrive');
  t.match(await lo.readLog(), /report not delivered/, 'the error of the forge was logged');
  t.same(await watch.stop(), [], 'arguments');
  t.same(findLeaks('log', await lo.readLog(), needles), []);
  t.same(findLeaks('lo status', stdout, needles), []);
  t.same(findLeaks('commit statuses', statuses, needles), []);
  t.same(await findLeaksBelow(rig.settings.stateDir, needles), [], "LO's own files, the outbox among them");
  t.same(await findLeaksBelow(edge('edge-01').workdir, needles), [], "the node's files");
  for (const gitDir of [server.infra.path, join(rig.settings.stateDir, 'git')])
    t.same(findLeaks('Git', await readObjects(gitDir), needles), []);
});

t.test('the search for secrets finds each form', async (t) => {
  const secret = 'canary+/~?secret value 0123456789';
  const needles = makeNeedles('it', secret);
  const folder = t.testdir();
  const forms = [
    secret,
    encodeURIComponent(secret),
    Buffer.from(secret).toString('base64'),
    Buffer.from(`x-access-token:${secret}`).toString('base64'),
    Buffer.from(`lo:${secret} and more`).toString('base64'),
  ];
  for (const form of forms) {
    await writeFile(join(folder, 'file'), `before ${form} after`);
    t.equal((await findLeaksBelow(folder, needles)).length > 0, true, form);
  }
  t.same(findLeaks('elsewhere', 'nothing of the kind', needles), []);
});
