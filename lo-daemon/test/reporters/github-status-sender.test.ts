import t from 'tap';
import { CONTEXT, openStatuses } from './open-statuses.ts';

// Hundreds of requests to a real server.
t.setTimeout(300_000);

const NEVER = new AbortController().signal;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

t.test('what flaps for days is said ever more rarely, and what is true last is said at last', async (t) => {
  const { start, content, pass, read } = await openStatuses(t);
  const { outbox, sender } = await start();
  const states = ['pending', 'success'] as const;
  for (let minute = 0; minute < 24 * 60; minute += 5) {
    for (const state of states) {
      await outbox.put([content(state, `${state} ${minute}`)]);
      t.equal(await sender.flush(NEVER), 0, 'a turn to wait for is no failure');
    }
    pass(5 * MINUTE_MS);
  }
  await outbox.put([content('failure', 'failed 1.0: web: STOPPED')]);
  await outbox.put([content('success', 'installed 1.0', 'lo/berlin/edge-01/other')]);
  await sender.flush(NEVER);

  t.equal((await read('lo/berlin/edge-01/other')).length, 1, 'others are not held up');
  t.equal(sender.pending, 1);
  t.equal(sender.spaced, 1);
  pass(HOUR_MS);
  await sender.flush(NEVER);

  const statuses = await read();
  t.match(statuses[0], { state: 'failure' }, 'the last one is true');
  t.ok(statuses.length > 200 && statuses.length < 200 + 24, `${statuses.length} statuses`);
  t.equal(sender.pending, 0);
});

t.test('a restart, and a loss of all state, spend nothing of it again', async (t) => {
  const { start, content, pass, read } = await openStatuses(t);
  const budget = {
    limit: 1000,
    kept: 100,
    steps: [
      { below: 3, everyMs: 0 },
      { below: 1000, everyMs: HOUR_MS },
    ],
  };
  const first = await start(budget);
  for (const state of ['pending', 'success', 'pending'] as const) {
    await first.outbox.put([content(state, state)]);
    await first.sender.flush(NEVER);
  }
  await first.outbox.put([content('success', 'again')]);
  await first.sender.flush(NEVER);
  t.equal((await read()).length, 3);
  pass(40 * MINUTE_MS);

  const second = await start(budget);
  await second.sender.flush(NEVER);
  t.equal((await read()).length, 3, 'GitHub says how many there are, and since when');
  t.equal(second.sender.pending, 1, 'what waits is kept');
  pass(21 * MINUTE_MS);
  await second.sender.flush(NEVER);

  t.match(await read(), [{ state: 'success', description: 'again' }, {}, {}, {}]);
  t.equal(second.sender.pending, 0);
});

t.test('a commit that takes no more is said once, and nothing waits for it', async (t) => {
  const { forge, start, content, pass, read, logged } = await openStatuses(t);
  const { outbox, sender } = await start();
  await outbox.put([content('pending', 'pending 1.0: waiting')]);
  await sender.flush(NEVER);
  const message = 'This SHA and context has reached the maximum number of statuses.';
  forge.setFaults({ rest: [{ method: 'POST', path: '/statuses/', status: 422, message }] });

  for (const state of ['success', 'failure'] as const) {
    await outbox.put([content(state, state)]);
    await sender.flush(NEVER);
    pass(HOUR_MS);
  }

  t.equal((await read()).length, 1, 'the second is not even tried');
  t.equal(sender.pending, 0);
  t.same(outbox.listFull(), [{ context: CONTEXT, commit: content('error', '').commit }]);
  t.match(sender.lastError, { code: 'LO_REPORT_FULL' });
  t.equal(logged.filter((line) => /"level":"error"/.test(line)).length, 1, 'one error in the log');
});

t.test('GitHub that really has a thousand is known before anything is sent', async (t) => {
  const { start, content, read, forge, token, commit } = await openStatuses(t);
  const body = JSON.stringify({ state: 'pending', context: CONTEXT });
  const headers = { authorization: `Bearer ${token}` };
  for (let sent = 0; sent < 1000; sent += 100)
    await Promise.all(
      Array.from({ length: 100 }, () =>
        fetch(`${forge.url}/repos/acme/infra/statuses/${commit}`, { method: 'POST', body, headers }),
      ),
    );
  const { outbox, sender } = await start();
  await outbox.put([content('success', 'installed 1.0')]);

  await sender.flush(NEVER);

  t.match(sender.lastError, { code: 'LO_REPORT_FULL' });
  t.equal((await read()).length, 1000);
});

t.test('a word that another LO said meanwhile does not stay', async (t) => {
  const { start, content, pass, read, forge, token, commit } = await openStatuses(t);
  const budget = {
    limit: 1000,
    kept: 100,
    steps: [
      { below: 2, everyMs: 0 },
      { below: 1000, everyMs: HOUR_MS },
    ],
  };
  const { outbox, sender } = await start(budget);
  for (const state of ['pending', 'success'] as const) {
    await outbox.put([content(state, state)]);
    await sender.flush(NEVER);
  }
  pass(2 * MINUTE_MS);
  await fetch(`${forge.url}/repos/acme/infra/statuses/${commit}`, {
    method: 'POST',
    body: JSON.stringify({ state: 'failure', context: CONTEXT }),
    headers: { authorization: `Bearer ${token}` },
  });

  await outbox.put([content('success', 'success, and mine')]);
  await sender.flush(NEVER);
  pass(HOUR_MS);
  await sender.flush(NEVER);

  t.match((await read())[0], { state: 'success', description: 'success, and mine' });
});
