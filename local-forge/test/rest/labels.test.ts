import t from 'tap';
import { call, dig } from '../support/call.ts';
import { startTestForge } from '../support/start-test-forge.ts';

t.test('labels are set, added and taken away, whatever their case', async (t) => {
  const { forge, token, close } = await startTestForge();
  t.teardown(close);
  const issues = '/repos/acme/infra/issues';
  const opened = await call(forge.url, 'POST', issues, { token, body: { title: 'One', labels: ['deploy'] } });
  const labels = `${issues}/${dig(opened.body, 'number')}/labels`;
  const names = async (): Promise<readonly unknown[]> => {
    const { body } = await call(forge.url, 'GET', labels, { token });
    return Array.isArray(body) ? body.map((label: unknown) => dig(label, 'name')) : [];
  };

  await call(forge.url, 'POST', labels, { token, body: { labels: ['urgent', 'late'] } });
  t.same(await names(), ['deploy', 'urgent', 'late']);
  const removed = await call(forge.url, 'DELETE', `${labels}/Urgent`, { token });
  t.equal(removed.status, 200);
  t.same(await names(), ['deploy', 'late']);
  t.equal((await call(forge.url, 'DELETE', `${labels}/urgent`, { token })).status, 404);
  await call(forge.url, 'PUT', labels, { token, body: { labels: ['late'] } });
  t.same(await names(), ['late']);
});
