import t, { type Test } from 'tap';
import { resolveSettings } from '../../src/config/resolve-settings.ts';
import { GitWatcher } from '../../src/git/git-watcher.ts';
import { createInfraRepo } from '../site/infra-repo.ts';

/** Timers may be early by a part of a millisecond. */
const GAP_MS = 990;

/** Wakes a watcher all the time, until it has polled so often, and returns the pauses between its polls. */
async function hammer(t: Test, repository: string, polls: number): Promise<readonly number[]> {
  const { infra } = resolveSettings({
    apiVersion: 'colo.dev/v1alpha1',
    kind: 'LocalOrchestrator',
    site: 'berlin',
    stateDir: '/nonexistent',
    infra: { repository, pollSeconds: 3600 },
  });
  const ends: number[] = [];
  const stop = new AbortController();
  function note(): void {
    ends.push(performance.now());
    if (ends.length === polls) stop.abort();
  }
  const watcher = new GitWatcher({
    infra,
    maxBackoffMs: 3_600_000,
    onPolled: async () => note(),
    onError: note,
    onMoved: () => t.fail('it is where it was'),
  });
  const timer = setInterval(() => watcher.wake(), 10);
  await watcher.run(stop.signal);
  clearInterval(timer);
  return ends.slice(1).map((end, index) => end - (ends[index] ?? 0));
}

// FOUND B6
t.test('however often it is woken, a poll begins a second after the last one', async (t) => {
  const infra = await createInfraRepo(t.testdir());
  await infra.commit({ a: '1' });

  const pauses = await hammer(t, infra.bare, 4);

  t.equal(pauses.length, 3);
  for (const pause of pauses) t.ok(pause >= GAP_MS, `${pause} ms`);
});

t.test('and later with each failure', async (t) => {
  const pauses = await hammer(t, '/nonexistent', 4);

  t.equal(pauses.length, 3);
  // Half of each pause is drawn.
  for (const [index, pause] of pauses.entries())
    t.ok(pause >= (GAP_MS / 2) * 2 ** index, `${index}: ${pause} ms`);
});
