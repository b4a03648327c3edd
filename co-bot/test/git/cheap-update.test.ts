import { join } from 'node:path';
import { type ForgeLogEntry, startForge } from '@colo/local-forge';
import t from 'tap';
import { openMirror } from '../../src/git/open-mirror.ts';
import { cloneRepository } from '../support/git-clone.ts';

t.test('where nothing is new an update is one small request; deletions and moves are seen', async (t) => {
  const root = t.testdir({});
  const log: ForgeLogEntry[] = [];
  const forge = await startForge({ root: join(root, 'forge'), log: (entry) => log.push(entry) });
  t.teardown(() => forge.close());
  const { token } = forge.createUser('acme');
  const { cloneUrl } = await forge.createRepository({ owner: 'acme', name: 'infra' });
  const clone = await cloneRepository(cloneUrl, token);
  t.teardown(() => clone.close());
  const first = await clone.commit('one', { file: '1' });
  await clone.git('tag', '-a', '-m', 'annotated', 'v1');
  await clone.git('push', '--quiet', 'origin', 'v1', 'HEAD:refs/heads/gone');
  const { store } = await openMirror(join(root, 'mirrors'), 'acme/infra', {
    url: cloneUrl,
    readToken: async () => token,
  });
  await store.update();
  t.strictSame([await store.readTag('v1'), await store.readBranch('gone')], [first, first]);
  log.length = 0;

  await store.update();
  t.match(log, [{ method: 'POST', path: /git-upload-pack$/, status: 200 }]);
  t.equal(log.length, 1);

  await clone.git('push', '--quiet', 'origin', ':refs/heads/gone');
  const second = await clone.commit('two', { file: '2' });
  await store.update();
  t.strictSame([await store.readBranch('main'), await store.readBranch('gone')], [second, undefined]);
  t.equal(await store.isAncestor(first, second), true);
});
