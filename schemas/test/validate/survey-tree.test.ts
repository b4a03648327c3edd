// Own process: it measures what stays in memory.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import t from 'tap';
import { createCollisionFinder } from '../../src/validate/find-collisions.ts';
import type { RepoEntry, RepoReader } from '../../src/validate/repo-reader.ts';
import { surveyTree } from '../../src/validate/survey-tree.ts';

const SITES = 20_000;
const FILES_PER_SITE = 5;

setFlagsFromString('--expose-gc');
const collectGarbage: unknown = runInNewContext('gc');

/** Bytes that are alive. */
function measureHeap(): number {
  if (typeof collectGarbage === 'function') collectGarbage();
  return process.memoryUsage().heapUsed;
}

/** A tree that is made while it is read, and what was alive before its first site and after its last one. */
function createEndlessTree(): { readonly reader: RepoReader; readonly alive: number[] } {
  const alive: number[] = [];
  async function* walk(): AsyncGenerator<RepoEntry> {
    alive.push(measureHeap());
    for (let site = 0; site < SITES; site += 1) {
      const folder = `sites/area-${String(Math.floor(site / 100)).padStart(3, '0')}/site-${String(site).padStart(6, '0')}`;
      yield { path: `${folder}/desiredstate.yaml`, mode: '100644', size: 1 };
      for (let file = 2; file < FILES_PER_SITE; file += 1)
        yield { path: `${folder}/notes-${file}.txt`, mode: '100644', size: 1 };
      yield { path: `${folder}/site.yaml`, mode: '100644', size: 1 };
    }
    alive.push(measureHeap());
  }
  return { reader: { list: async () => [], walk, read: async () => undefined }, alive };
}

t.test('of a tree that is walked, only the names of its sites stay in memory', async (t) => {
  const { reader, alive } = createEndlessTree();

  const survey = await surveyTree(reader, []);

  const [before = 0, after = 0] = alive;
  t.equal([...survey.sites.listNames()].length, SITES);
  t.same(survey.diagnostics, []);
  const bytesPerFile = (after - before) / (SITES * FILES_PER_SITE);
  // An entry with its path takes more than a hundred; how far tables of names have grown is up to the engine.
  t.ok(bytesPerFile < 70, `${bytesPerFile} bytes stay of each file`);
});

t.test('collisions are found among siblings at every depth, and each once', async (t) => {
  const find = createCollisionFinder();
  const paths = ['A/b/c', 'A/b/d', 'a/b', 'a/c', 'x/Y/1', 'x/y', 'x/y.z', 'x/z', 'z', 'z/a', 'z/b'];

  t.same(
    paths.flatMap((path) => find(path).map(({ message }) => message)),
    [
      'a and A are one path on many file systems',
      'x/y and x/Y are one path on many file systems',
      'z is both a file and a folder',
    ],
  );
});
