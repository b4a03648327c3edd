import { ColoError } from '@colo/schemas/errors';
import { execa } from 'execa';

/**
 * Files that differ from a commit, from the root of the checkout, with `/`: changed, staged, gone, and new ones that git does
 * not ignore.
 *
 * @param base a commit, branch or tag; HEAD if not given
 * @throws ColoError USAGE where git does not know the base, or the folder is no checkout
 */
export async function listChangedFiles(root: string, base: string = 'HEAD'): Promise<readonly string[]> {
  const commit = await git(root, 'rev-parse', '--verify', '--quiet', '--end-of-options', `${base}^{commit}`);
  const changed = await git(
    root,
    'diff',
    '--name-only',
    '--no-renames',
    '--relative',
    '-z',
    commit.trim(),
    '--',
  );
  const added = await git(root, 'ls-files', '--others', '--exclude-standard', '-z');
  return [...new Set(`${changed}${added}`.split('\0').filter((file) => file !== ''))].sort();
}

async function git(root: string, ...args: readonly string[]): Promise<string> {
  const result = await execa('git', args, { cwd: root, reject: false, stripFinalNewline: false });
  if (!result.failed) return result.stdout;
  const message = `git ${args[0]} failed: ${result.stderr === '' ? result.shortMessage : result.stderr}`;
  throw new ColoError('USAGE', message, { fix: 'Name a commit, branch or tag of this checkout.' });
}
