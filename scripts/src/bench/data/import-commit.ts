import { runGit } from '../support/run-git.ts';
import { describeImport, type ImportOptions } from './describe-import.ts';

/** Writes a commit into a bare repository and returns its id. */
export async function importCommit(gitDir: string, options: ImportOptions): Promise<string> {
  await runGit({
    cwd: gitDir,
    args: ['fast-import', '--quiet', '--done', '--force'],
    input: describeImport(options),
  });
  return runGit({ cwd: gitDir, args: ['rev-parse', '--verify', options.ref] });
}
