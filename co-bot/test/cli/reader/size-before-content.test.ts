import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { RepoReader } from '@colo/schemas/tree';
import { validateInfraTree } from '@colo/schemas/validate/infra';
import t from 'tap';
import { withBlobReader } from '../../../src/cli/git/open-blob-reader.ts';
import type { GitContext } from '../../../src/cli/git/run-git.ts';
import { createCommitReader } from '../../../src/cli/reader/commit-reader.ts';
import { createFolderReader } from '../../../src/cli/reader/folder-reader.ts';
import { createGitReader } from '../../../src/cli/reader/git-reader.ts';

const run = promisify(execFile);
const SITE = 'sites/berlin/site.yaml';
const SIZE = 2 * 1024 * 1024;

const environment = {
  PATH: process.env['PATH'] ?? '',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'a',
  GIT_AUTHOR_EMAIL: 'a@example.test',
  GIT_COMMITTER_NAME: 'a',
  GIT_COMMITTER_EMAIL: 'a@example.test',
};

async function createRepository(folder: string): Promise<{ context: GitContext; commit: string }> {
  const files = {
    'colo.yaml':
      'apiVersion: colo.dev/v1alpha1\nkind: FleetPolicy\nspec: {registries: [{repository: a/b}], statusCreators: []}\n',
    [SITE]: `# ${'x'.repeat(SIZE)}`,
  };
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  const git = (...args: string[]) => run('git', args, { cwd: folder, env: environment });
  await git('init', '--quiet', '--initial-branch=main');
  await git('add', '.');
  await git('commit', '--quiet', '-m', 'all');
  const { stdout } = await git('rev-parse', 'HEAD');
  return { context: { folder, environment, signal: new AbortController().signal }, commit: stdout.trim() };
}

/** Checks a tree; notes what is read of it. */
async function validate(
  reader: RepoReader,
): Promise<{ faults: readonly string[]; reads: readonly string[] }> {
  const reads: string[] = [];
  const found = await validateInfraTree({
    ...reader,
    read: (path) => {
      reads.push(path);
      return reader.read(path);
    },
  });
  return { faults: found.map(({ code, file, line }) => `${code} ${file}:${line}`), reads };
}

t.test('no reader takes a document into memory that is too large by its size', async (t) => {
  const { context, commit } = await createRepository(t.testdir());
  const expected = { faults: [`DOCUMENT_TOO_LARGE ${SITE}:1`], reads: ['colo.yaml'] };

  t.match(await validate(await createFolderReader(context.folder)), expected, 'a folder');
  t.match(await validate(createGitReader(context, commit)), expected, 'a commit of a clone');
  await withBlobReader(context, async (blobs) => {
    t.match(
      await validate(createCommitReader(context, commit, blobs)),
      expected,
      'a commit that a hook is given',
    );
    await t.rejects(blobs.size('0'.repeat(40)), { code: 'CLI_OBJECT_MISSING' });
    t.equal(await blobs.size(`${commit}\ninfo HEAD`), undefined, 'no more than one question');
  });
});
