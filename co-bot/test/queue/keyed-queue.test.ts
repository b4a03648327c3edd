import { ColoError } from '@colo/schemas/errors';
import t from 'tap';
import { createKeyedQueue } from '../../src/queue/keyed-queue.ts';

const silent = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};
const options = { log: silent, retryMs: 1, maxRetries: 3 };

t.test('the same key while it waits is one piece of work; while it runs it runs once more', async (t) => {
  const queue = createKeyedQueue(options);
  const runs: string[] = [];
  let release: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => {
    release = resolve;
  });
  const slow = {
    key: 'slow',
    lane: 'one',
    run: () => {
      runs.push('slow');
      return gate;
    },
  };
  const quick = { key: 'quick', lane: 'one', run: async () => void runs.push('quick') };

  queue.enqueue(slow);
  await Promise.resolve();
  await Promise.resolve();
  queue.enqueue(quick);
  queue.enqueue(quick);
  queue.enqueue(slow);
  release();
  await queue.idle();

  t.strictSame(runs, ['slow', 'quick', 'slow']);
});

t.test('lanes run side by side, work of one lane in order', async (t) => {
  const queue = createKeyedQueue(options);
  const events: string[] = [];
  let release: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => {
    release = resolve;
  });
  queue.enqueue({ key: 'a', lane: 'one', run: () => gate.then(() => void events.push('a')) });
  queue.enqueue({ key: 'b', lane: 'one', run: async () => void events.push('b') });
  queue.enqueue({
    key: 'c',
    lane: 'two',
    run: async () => {
      events.push('c');
      release();
    },
  });

  await queue.idle();

  t.strictSame(events, ['c', 'a', 'b']);
});

t.test('what fails for a passing reason is tried again, a bounded number of times', async (t) => {
  const queue = createKeyedQueue(options);
  let passing = 0;
  let lasting = 0;
  let wrong = 0;
  queue.enqueue({
    key: 'passing',
    lane: 'one',
    run: async () => {
      passing += 1;
      if (passing < 3) throw new ColoError('GITHUB_UNREACHABLE', 'x');
    },
  });
  queue.enqueue({
    key: 'lasting',
    lane: 'one',
    run: async () => {
      lasting += 1;
      throw new ColoError('GITHUB_RATE_LIMITED', 'x');
    },
  });
  queue.enqueue({
    key: 'wrong',
    lane: 'one',
    run: async () => {
      wrong += 1;
      throw new ColoError('GITHUB_FORBIDDEN', 'x');
    },
  });

  await queue.idle();

  t.strictSame({ passing, lasting, wrong }, { passing: 3, lasting: 4, wrong: 1 });
});

t.test('closing lets running work end and drops the rest', async (t) => {
  const queue = createKeyedQueue(options);
  const runs: string[] = [];
  queue.enqueue({ key: 'a', lane: 'one', run: async () => void runs.push('a') });
  await Promise.resolve();
  await Promise.resolve();
  queue.enqueue({ key: 'later', lane: 'one', run: async () => void runs.push('later') }, 60_000);

  await queue.close();
  queue.enqueue({ key: 'b', lane: 'one', run: async () => void runs.push('b') });
  await queue.idle();

  t.strictSame(runs, ['a']);
});
