import { appendFile, mkdir, writeFile } from 'node:fs/promises';
import { createObjectReader, type ObjectReader } from './object-reader.ts';
import { runGit } from './run-git.ts';
import { UPDATE_HOOK } from './update-hook.ts';

/** A bare repository on disk: the truth for everything that is git. */
export interface GitRepository {
  readonly path: string;
  readonly reader: ObjectReader;
}

const CONFIG = `[uploadpack]
	allowFilter = true
	allowAnySHA1InWant = true
[http]
	receivepack = true
[receive]
	hideRefs = refs/pull
	autogc = false
[gc]
	auto = 0
[core]
	logAllRefUpdates = false
[merge]
	renames = true
`;

/** Makes a new bare repository at `path`, ready for partial clones and pushes. */
export async function initRepository(path: string, defaultBranch: string): Promise<GitRepository> {
  await mkdir(path, { recursive: true });
  await runGit(path, ['init', '--quiet', '--bare', `--initial-branch=${defaultBranch}`, '--template=', path]);
  await appendFile(`${path}/config`, CONFIG);
  await mkdir(`${path}/hooks`, { recursive: true });
  await writeFile(`${path}/hooks/update`, UPDATE_HOOK, { mode: 0o755 });
  return { path, reader: createObjectReader(path) };
}
