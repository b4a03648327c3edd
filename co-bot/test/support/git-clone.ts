import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { execa } from 'execa';

/** Author and committer of everything. The same content gives the same commit in every world, so that worlds compare. */
export const person = { name: 'Alice', email: 'alice@example.org', date: '2026-01-01T00:00:00Z' } as const;

const env = {
  GIT_AUTHOR_NAME: person.name,
  GIT_AUTHOR_EMAIL: person.email,
  GIT_COMMITTER_NAME: person.name,
  GIT_COMMITTER_EMAIL: person.email,
  GIT_AUTHOR_DATE: person.date,
  GIT_COMMITTER_DATE: person.date,
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_TERMINAL_PROMPT: '0',
};

type Changes = Readonly<Record<string, string | undefined>>;

/** A person's clone of a repository on the forge. */
export interface Clone {
  readonly folder: string;
  /** Runs git in the clone, which is empty until something is fetched. */
  git(...args: readonly string[]): Promise<string>;
  /** Writes files (undefined deletes) on a branch, commits and pushes. */
  commit(message: string, files: Changes, branch?: string): Promise<string>;
  close(): Promise<void>;
}

/** Opens a clone of a repository with a user's token, which goes in a header and never in argv. */
export async function cloneRepository(url: string, token: string): Promise<Clone> {
  const folder = await mkdtemp(join(tmpdir(), 'colo-clone-'));
  const header = `Authorization: Basic ${Buffer.from(`x-access-token:${token}`).toString('base64')}`;
  const configured = configure([
    ['http.extraHeader', header],
    ['remote.origin.url', url],
    ['remote.origin.fetch', '+refs/heads/*:refs/remotes/origin/*'],
    // A clone lives for seconds: nobody packs it, and nothing in it has to survive a power cut.
    ['maintenance.auto', 'false'],
    ['core.fsync', 'none'],
  ]);
  const run = async (args: readonly string[]) => {
    const { stdout } = await execa('git', [...args], { cwd: folder, env: { ...env, ...configured } });
    return stdout;
  };
  let begun: Promise<string> | undefined;
  const git = async (...args: readonly string[]) => {
    // Most clones are only written to by `commit`: they are begun when somebody looks.
    begun ??= run(['init', '--quiet', '--initial-branch=main', '--template=']);
    await begun;
    return run(args);
  };
  return {
    folder,
    git,
    async commit(message, files, branch = 'main') {
      await git('fetch', '--quiet', 'origin');
      const known = (await git('for-each-ref', '--format=%(refname)', 'refs/remotes/origin')).split('\n');
      const base = [branch, 'main']
        .map((name) => `refs/remotes/origin/${name}`)
        .find((ref) => known.includes(ref));
      await git('checkout', '--quiet', '-B', branch, ...(base === undefined ? [] : [base]));
      await writeFiles(folder, files);
      await git('add', '--all');
      await git('commit', '--quiet', '--allow-empty', '-m', message);
      await git('push', '--quiet', 'origin', `HEAD:refs/heads/${branch}`);
      return git('rev-parse', 'HEAD');
    },
    close: () => rm(folder, { recursive: true, force: true }),
  };
}

function configure(pairs: readonly (readonly [key: string, value: string])[]): Record<string, string> {
  const entries = pairs.flatMap(([key, value], index) => [
    [`GIT_CONFIG_KEY_${index}`, key],
    [`GIT_CONFIG_VALUE_${index}`, value],
  ]);
  return { GIT_CONFIG_COUNT: String(pairs.length), ...Object.fromEntries(entries) };
}

async function writeFiles(folder: string, files: Changes): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    const file = join(folder, path);
    if (text === undefined) await rm(file, { recursive: true, force: true });
    else {
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, text);
    }
  }
}
