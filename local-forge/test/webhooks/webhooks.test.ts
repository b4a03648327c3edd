import { Webhooks } from '@octokit/webhooks';
import t from 'tap';
import { makeAppToken } from '../support/app-token.ts';
import { call, dig, digNumber } from '../support/call.ts';
import { startTestForge, type TestForge } from '../support/start-test-forge.ts';

const I = '/repos/acme/infra';

function openIssue(test: TestForge, title: string, token = test.token) {
  return call(test.forge.url, 'POST', `${I}/issues`, { token, body: { title, body: 'ä😀' } });
}

t.test('a delivery is signed, has a GUID, and arrives in order', async (t) => {
  const test = await startTestForge();
  t.teardown(test.close);
  test.receiver.received.length = 0;

  await openIssue(test, 'one');
  await openIssue(test, 'two', await test.appToken());
  await test.forge.idle();

  const { received } = test.receiver;
  t.same(
    received.map(({ payload }) => dig(payload, 'issue', 'title')),
    ['one', 'two'],
  );
  for (const { body, signature, guid } of received) {
    t.ok(await new Webhooks({ secret: test.app.webhookSecret }).verify(body, signature));
    t.notOk(await new Webhooks({ secret: 'another secret' }).verify(body, signature));
    t.match(guid, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/);
  }
  t.equal(dig(received[0]?.payload, 'issue', 'performed_via_github_app'), null);
  t.equal(dig(received[1]?.payload, 'issue', 'performed_via_github_app', 'id'), 7);
  t.match(received[1]?.payload['sender'], { type: 'Bot', login: 'colo[bot]' });
});

t.test('a failed delivery is not tried again by itself; a redelivery keeps the GUID', async (t) => {
  const test = await startTestForge();
  t.teardown(test.close);
  test.receiver.received.length = 0;
  const token = makeAppToken(7, test.app.privateKey);
  const list = '/app/hook/deliveries';

  test.receiver.status = 500;
  await openIssue(test, 'one');
  await test.forge.idle();
  test.receiver.status = 200;
  const failed = await call(test.forge.url, 'GET', `${list}?status=failure`, { token });
  const id = digNumber(failed.body, 0, 'id');
  const again = await call(test.forge.url, 'POST', `${list}/${id}/attempts`, { token });
  await test.forge.idle();

  t.equal(again.status, 202);
  t.equal(dig(failed.body, 0, 'status_code'), 500);
  const [first, second, third] = test.receiver.received;
  t.equal(third, undefined);
  t.equal(second?.guid, first?.guid);
  t.equal(second?.body, first?.body);
  t.equal(second?.signature, first?.signature);
  const newest = await call(test.forge.url, 'GET', `${list}?per_page=1`, { token });
  t.match(dig(newest.body, 0), { guid: first?.guid, redelivery: true, status: 'OK' });
  t.not(dig(newest.body, 0, 'id'), id);
});

t.test('redeliver() sends the newest of a GUID, or a delivery by id', async (t) => {
  const test = await startTestForge();
  t.teardown(test.close);
  test.receiver.received.length = 0;
  await openIssue(test, 'one');
  await test.forge.idle();
  const last = test.forge.deliveries().at(-1);

  await test.forge.redeliver(last?.guid ?? '');
  await test.forge.redeliver(last?.id ?? 0);

  t.equal(test.receiver.received.length, 3);
  t.equal(new Set(test.receiver.received.map(({ guid }) => guid)).size, 1);
  await t.rejects(test.forge.redeliver('no-such-guid'));
});

t.test('faults drop and duplicate deliveries by count', async (t) => {
  const test = await startTestForge();
  t.teardown(test.close);
  test.receiver.received.length = 0;
  const start = test.forge.deliveries().length;
  test.forge.setFaults({
    dropDelivery: (delivery) => dig(delivery.payload, 'issue', 'title') === 'two',
    duplicateDelivery: (_, n) => n === start + 1,
  });

  for (const title of ['one', 'two', 'three']) {
    await openIssue(test, title);
  }
  await test.forge.idle();

  const { received } = test.receiver;
  t.same(
    received.map(({ payload }) => dig(payload, 'issue', 'title')),
    ['one', 'one', 'three'],
  );
  t.equal(received[0]?.guid, received[1]?.guid);
  const dropped = test.forge.deliveries().filter(({ statusCode }) => statusCode === 502);
  t.equal(dropped.length, 1);
});

t.test('an app hears of its own repositories and events only', async (t) => {
  const test = await startTestForge();
  t.teardown(test.close);
  await test.forge.createRepository({ owner: 'ada', name: 'own' });
  test.receiver.received.length = 0;

  await call(test.forge.url, 'POST', '/repos/ada/own/issues', { token: test.token, body: { title: 'x' } });
  test.forge.installApp(7, 'acme', []);
  await openIssue(test, 'x');
  test.forge.installApp(7, 'acme', ['infra']);
  test.forge.setWebhookUrl(7, undefined);
  await openIssue(test, 'x');
  await test.forge.idle();

  t.same(test.receiver.received, []);
});

t.test('deliveries are paged by cursor', async (t) => {
  const test = await startTestForge();
  t.teardown(test.close);
  const token = makeAppToken(7, test.app.privateKey);
  for (const title of ['one', 'two', 'three', 'four']) {
    await openIssue(test, title);
  }
  await test.forge.idle();
  const ids: unknown[] = [];

  let path: string | undefined = '/app/hook/deliveries?per_page=2';
  while (path !== undefined) {
    const page = await call(test.forge.url, 'GET', path, { token });
    ids.push(dig(page.body, 0, 'id'), dig(page.body, 1, 'id'));
    path = /<http:\/\/[^/]+([^>]+)>; rel="next"/.exec(page.headers.get('link') ?? '')?.[1];
  }

  const known = test.forge.deliveries().map(({ id }) => id);
  t.same(
    ids.filter((id) => id !== undefined),
    known.reverse(),
  );
});
