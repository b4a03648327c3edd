import t from 'tap';
import { parseRefs } from '../../src/git/ls-refs.ts';
import { createMirrorUpdates } from '../../src/git/update-mirror.ts';

/** Fetches that end when the test says so. */
function makeFetches() {
  const open: { resolve(): void; reject(error: Error): void }[] = [];
  const fetchAll = () => new Promise<void>((resolve, reject) => void open.push({ resolve, reject }));
  const settle = () => new Promise<void>((resolve) => setImmediate(resolve));
  return { open, fetchAll, settle };
}

t.test('steps that were asked for before a fetch share it', async (t) => {
  const { open, fetchAll, settle } = makeFetches();
  const updates = createMirrorUpdates(fetchAll);
  const asked = performance.now();

  const first = updates.update(asked);
  await settle();
  const second = updates.update(asked);
  open[0]?.resolve();
  await Promise.all([first, second]);
  await updates.update(asked);
  t.equal(open.length, 1, 'three steps, one fetch');

  const later = updates.update(performance.now());
  await settle();
  t.equal(open.length, 2, 'what was asked for later is fetched again');
  open[1]?.resolve();
  await later;
});

t.test('who asks during a fetch gets one that begins afterwards, never two at a time', async (t) => {
  const { open, fetchAll, settle } = makeFetches();
  const updates = createMirrorUpdates(fetchAll);
  const first = updates.update();
  await settle();
  const others = [updates.update(), updates.update()];
  await settle();
  t.equal(open.length, 1);

  open[0]?.resolve();
  await first;
  await settle();
  t.equal(open.length, 2, 'one for both');
  open[1]?.resolve();
  await Promise.all(others);
});

t.test('a fetch that failed, or that a write has overtaken, does not count', async (t) => {
  const { open, fetchAll, settle } = makeFetches();
  const updates = createMirrorUpdates(fetchAll);
  const asked = performance.now();
  const failed = updates.update(asked);
  await settle();
  open[0]?.reject(new Error('no'));
  await t.rejects(failed);

  const overtaken = updates.update(asked);
  await settle();
  updates.expire();
  const after = updates.update(asked);
  await settle();
  t.equal(open.length, 2, 'it waits for the one under way');
  open[1]?.resolve();
  await overtaken;
  await settle();
  t.equal(open.length, 3);
  open[2]?.resolve();
  await after;
});

t.test('an answer to ls-refs is believed only when it is whole', async (t) => {
  const id = 'a'.repeat(40);
  const line = (text: string) => `${(text.length + 4).toString(16).padStart(4, '0')}${text}`;
  const main = line(`${id} refs/heads/main\n`);

  t.strictSame(parseRefs(`${main}0000`), new Map([['refs/heads/main', id]]));
  t.strictSame(parseRefs('0000'), new Map());
  for (const text of ['', main, `${main}0`, 'ffff', '0003', '0001', `${line('ERR no\n')}0000`, '<html>']) {
    t.equal(parseRefs(text), undefined, JSON.stringify(text));
  }
});
