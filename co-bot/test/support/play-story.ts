import { type Snapshot, takeSnapshot } from './snapshot.ts';
import { startWorld, type World } from './start-world.ts';

/** A deploy, a second one on the same sites, a failure that heals, and a rollback. */
export async function playStory(world: World, afterEach: () => Promise<void>): Promise<void> {
  const { alice, lo } = world;
  const step = async <Result>(result: Promise<Result>): Promise<Result> => {
    const value = await result;
    await afterEach();
    return value;
  };
  const mergeOpen = async (prefix: string) => {
    const pull = (await world.pulls('open')).find(({ head }) => head.ref.startsWith(prefix));
    return step(alice.merge(pull?.number ?? 0));
  };
  const report = async (commit: string, host: string, state: string, words: string) => {
    await step(lo.setStatus(commit, `lo/${host}/hello-world`, state, words));
  };
  const issue = await step(alice.openIssue('/deploy hello-world@1.0 to *'));
  await step(alice.openIssue('/deploy hello-world@1.0 to paris set greeting=Salut'));
  const first = await mergeOpen(`colo/deploy/${issue}`);
  for (const host of ['berlin/edge-01', 'berlin/edge-02', 'paris/edge-03']) {
    await report(first, host, 'pending', 'installing 1.0');
    await report(first, host, 'success', 'installed 1.0');
  }
  const second = await mergeOpen('colo/deploy/');
  await report(second, 'paris/edge-03', 'failure', 'failed 1.0: it did not start');
  await report(second, 'paris/edge-03', 'success', 'installed 1.0');
  await step(alice.comment(issue, '/rollback'));
  const third = await mergeOpen('colo/rollback/');
  for (const host of ['berlin/edge-01', 'berlin/edge-02', 'paris/edge-03'])
    await report(third, host, 'success', 'removed 1.0');
}

/** What the story ends in when every webhook arrives once. */
export async function takePlainEnd(): Promise<Snapshot> {
  const plain = await startWorld();
  try {
    await playStory(plain, () => plain.settle());
    await plain.co.sweep();
    await plain.settle();
    return await takeSnapshot(plain);
  } finally {
    await plain.close();
  }
}
