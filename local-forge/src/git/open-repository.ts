import { mkdir, writeFile } from 'node:fs/promises';
import { createObjectReader, type ObjectReader } from './object-reader.ts';
import { UPDATE_HOOK } from './update-hook.ts';

/** A bare repository on disk: the truth for everything that is git. */
export interface GitRepository {
  readonly path: string;
  readonly reader: ObjectReader;
}

const CONFIG = `[core]
	repositoryformatversion = 0
	filemode = true
	bare = true
	logAllRefUpdates = false
[uploadpack]
	allowFilter = true
	allowAnySHA1InWant = true
[http]
	receivepack = true
[receive]
	hideRefs = refs/pull
	autogc = false
[gc]
	auto = 0
[merge]
	renames = true
`;

/** Makes a new bare repository at `path` (gitrepository-layout(5)), ready for partial clones and pushes. */
export async function initRepository(path: string, defaultBranch: string): Promise<GitRepository> {
  for (const folder of ['objects/info', 'objects/pack', 'refs/heads', 'refs/tags', 'hooks']) {
    await mkdir(`${path}/${folder}`, { recursive: true });
  }
  await writeFile(`${path}/HEAD`, `ref: refs/heads/${defaultBranch}\n`);
  await writeFile(`${path}/config`, CONFIG);
  await writeFile(`${path}/hooks/update`, UPDATE_HOOK, { mode: 0o755 });
  return { path, reader: createObjectReader(path) };
}
