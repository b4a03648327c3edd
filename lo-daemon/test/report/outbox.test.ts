import { appendFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ColoError } from '@colo/schemas/errors';
import t, { type Test } from 'tap';
import { createLogger } from '../../src/daemon/logger.ts';
import { Outbox } from '../../src/report/outbox.ts';
import { OutboxSender } from '../../src/report/outbox-sender.ts';
import type { ReportContent } from '../../src/report/report.ts';
import { AppendLog } from '../../src/store/append-log.ts';

const NEVER = new AbortController().signal;

function content(
  name: string,
  description: string,
  state: ReportContent['state'] = 'pending',
): ReportContent {
  return { commit: 'c'.repeat(40), context: `lo/berlin/edge-01/${name}`, state, description };
}

async function open(t: Test, file: string): Promise<Outbox> {
  const log = new AppendLog(file);
  t.teardown(() => log.close());
  const outbox = new Outbox(log);
  await outbox.load();
  return outbox;
}

function describe(outbox: Outbox, reporter = 'r'): readonly string[] {
  return outbox.listPending(reporter).map(({ context, description }) => `${context.at(-1)} ${description}`);
}

function makeSender(outbox: Outbox, send: (text: string) => void): OutboxSender {
  return new OutboxSender({
    name: 'r',
    outbox,
    backoff: { initialMs: 10, maxMs: 20 },
    log: createLogger('error', () => undefined),
    sender: { send: async ({ description }) => send(description) },
  });
}

t.test('reports survive a restart in order, but for a line that was cut off', async (t) => {
  const file = join(t.testdir(), 'reports.jsonl');
  const outbox = await open(t, file);
  await outbox.track(['lo/berlin/edge-01/a'], 'c'.repeat(40));
  await outbox.put([content('a', '1'), content('b', '2')]);
  await outbox.put([content('c', '3')]);
  await outbox.markSent('r', 1);
  await appendFile(file, '{"kind":"report","report":{"sequence":4,"comm');

  const again = await open(t, file);

  t.same(describe(again), ['b 2', 'c 3']);
  t.same(describe(again, 'another'), ['a 1', 'b 2', 'c 3'], 'each reporter has its own place');
  t.equal(again.getTracked('lo/berlin/edge-01/a'), 'c'.repeat(40));
  await again.put([content('d', '4')]);
  t.same(describe(await open(t, file)), ['b 2', 'c 3', 'd 4'], 'what comes after the torn line counts');
});

t.test('only what is new is queued, and only the newest word of each context is sent', async (t) => {
  const outbox = await open(t, join(t.testdir(), 'reports.jsonl'));
  await outbox.put([content('a', '1'), content('b', '2')]);
  await outbox.put([content('a', '1')]);
  await outbox.put([content('a', '3', 'success')]);

  t.same(describe(outbox), ['b 2', 'a 3']);
  t.same(
    outbox.listPending('r').map(({ sequence }) => sequence),
    [2, 3],
    'saying the same twice is no report',
  );
});

t.test('the file stays small however often something is said', async (t) => {
  const file = join(t.testdir(), 'reports.jsonl');
  const outbox = await open(t, file);
  for (let number = 1; number <= 700; number += 1) {
    await outbox.put([content('a', String(number))]);
    await outbox.markSent('r', number);
  }

  t.ok((await readFile(file, 'utf8')).split('\n').length < 700);
  t.same(describe(await open(t, file)), []);
});

t.test('a report that cannot be delivered holds back the others; one that is refused does not', async (t) => {
  const outbox = await open(t, join(t.testdir(), 'reports.jsonl'));
  await outbox.put([content('a', 'later'), content('b', 'never'), content('c', 'now')]);
  const sent: string[] = [];
  let isDown = true;
  const sender = makeSender(outbox, (text) => {
    if (isDown) throw new ColoError('LO_REPORT_UNDELIVERED', 'down', { data: { retryAfterSeconds: 7 } });
    if (text === 'never') throw new ColoError('LO_REPORT_REFUSED', 'no');
    sent.push(text);
  });

  t.ok((await sender.flush(NEVER)) >= 7000, 'it waits as long as it was asked to');
  t.same(sent, []);
  t.equal(sender.pending, 3);
  t.match(sender.lastError, { code: 'LO_REPORT_UNDELIVERED' });

  isDown = false;
  t.equal(await sender.flush(NEVER), 0);
  t.same(sent, ['later', 'now'], 'in order, without the one that nobody wants');
  t.equal(sender.pending, 0);
});

t.test('a credential that is missing today keeps every report for tomorrow', async (t) => {
  const outbox = await open(t, join(t.testdir(), 'reports.jsonl'));
  await outbox.put([content('a', '1')]);
  const sender = makeSender(outbox, () => {
    throw new ColoError('LO_CREDENTIAL_UNUSABLE', 'no token');
  });

  t.ok((await sender.flush(NEVER)) > 0);

  t.equal(sender.pending, 1);
});

t.test('what counts as not said is said again, after a restart too', async (t) => {
  const file = join(t.testdir(), 'reports.jsonl');
  const outbox = await open(t, file);
  const contexts = ['lo/berlin/edge-01/a', 'lo/berlin/edge-01/b'];
  await outbox.track(contexts, 'c'.repeat(40));
  await outbox.put([content('a', '1', 'success'), content('b', '2', 'success')]);
  await outbox.markSent('r', 2);

  await outbox.forget(contexts.slice(0, 1));

  const again = await open(t, file);
  t.equal(again.getLast('lo/berlin/edge-01/a', 'c'.repeat(40)), undefined);
  await again.put([content('a', '1', 'success'), content('b', '2', 'success')]);
  t.same(describe(again), ['a 1']);
});

t.test('reports that others send are dropped, and nobody overtakes one that is held', async (t) => {
  const outbox = await open(t, join(t.testdir(), 'reports.jsonl'));
  const sent: string[] = [];
  const routes = new Map<string, 'send' | 'hold' | 'drop'>([
    ['a', 'drop'],
    ['c', 'hold'],
  ]);
  const sender = new OutboxSender({
    name: 'r',
    outbox,
    backoff: { initialMs: 10, maxMs: 20 },
    log: createLogger('error', () => undefined),
    sender: { send: async ({ description }) => void sent.push(description) },
    route: (context) => routes.get(context.at(-1) ?? '') ?? 'send',
  });
  await outbox.put([content('a', '1'), content('b', '2'), content('c', '3'), content('d', '4')]);

  t.equal(await sender.flush(NEVER), 0);
  t.same(sent, ['2']);
  t.equal(sender.pending, 2);

  routes.clear();
  await sender.flush(NEVER);
  t.same(sent, ['2', '3', '4']);
});

t.test('one that waits for its turn holds up nobody, and survives a restart', async (t) => {
  const file = join(t.testdir(), 'reports.jsonl');
  const outbox = await open(t, file);
  await outbox.put([content('a', 'spaced'), content('b', '2'), content('c', '3')]);
  const sent: string[] = [];
  const sender = makeSender(outbox, (text) => {
    if (text === 'spaced')
      throw new ColoError('LO_REPORT_SPACED', 'later', { data: { retryAfterSeconds: 3600 } });
    sent.push(text);
  });

  t.equal(await sender.flush(NEVER), 0, 'it is no failure');
  t.same(sent, ['2', '3']);
  t.equal(sender.spaced, 1);
  t.equal(sender.lastError, undefined);

  const again = await open(t, file);
  t.same(describe(again), ['a spaced'], 'what was sent after it is not sent again');
  await again.put([content('a', 'newer'), content('d', '4')]);
  const next: string[] = [];
  await makeSender(again, (text) => void next.push(text)).flush(NEVER);
  t.same(next, ['newer', '4'], 'a newer word asks for its own turn');
  t.same(describe(await open(t, file)), []);
});

t.test('what was sent while another waited is remembered when the file is written anew', async (t) => {
  const file = join(t.testdir(), 'reports.jsonl');
  const outbox = await open(t, file);
  await outbox.put([content('a', 'waits')]);
  for (let number = 2; number <= 700; number += 1) {
    await outbox.put([content('b', String(number))]);
    await outbox.markSent('r', number);
  }

  t.ok((await readFile(file, 'utf8')).split('\n').length < 700);
  t.same(describe(await open(t, file)), ['a waits']);
});

t.test('that a commit takes no more is known on the next one, and on no other', async (t) => {
  const file = join(t.testdir(), 'reports.jsonl');
  const context = 'lo/berlin/edge-01/a';
  const commits = ['1', '2', '3'].map((digit) => digit.repeat(40));
  const [one = '', two = '', three = ''] = commits;
  const outbox = await open(t, file);
  await outbox.track([context], one);
  t.equal(await outbox.noteFull({ context, commit: one }), true);
  t.equal(await outbox.noteFull({ context, commit: one }), false, 'which is said once');
  t.equal(outbox.getFullBefore(context, one), undefined);

  await outbox.track([context], two);
  const again = await open(t, file);
  t.equal(again.getFullBefore(context, two), one);
  t.same(again.listFull(), [{ context, commit: one }]);

  await again.track([context], three);
  t.equal(again.getFullBefore(context, three), undefined);
  t.same((await open(t, file)).listFull(), []);
});
