import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { digList } from '../../src/demo/read-json.ts';
import { INFRA, REGISTRY } from '../../src/world/names.ts';
import type { World } from '../../src/world/world.ts';
import { gitBehindForge } from './take-snapshot.ts';

/** Folders below a world's root that hold the secrets themselves, or another program's own data. */
const LEFT_OUT = new Set(['secrets', 'containers']);
const SHORTEST = 16;

/** Every secret of a world in the forms in which it could leak: as it is, in base64, in a URL. */
export async function listSecretForms(world: World, extra: readonly string[]): Promise<readonly string[]> {
  const folder = join(world.root, 'secrets');
  const secrets = [...extra];
  for await (const [path, text] of readFilesBelow(folder)) {
    if (path.endsWith('.pub')) continue;
    // Lines of a key, so that a part of it counts too; its first line names the kind of key, which is no secret.
    const lines = text.split('\n').filter((line) => line.length >= SHORTEST && !line.startsWith('-----'));
    secrets.push(...lines.slice(text.includes('OPENSSH PRIVATE KEY') ? 2 : 0));
  }
  return secrets.flatMap((secret) => [
    secret,
    // Without the last characters, which depend on what follows.
    Buffer.from(secret).toString('base64').replace(/=*$/u, '').slice(0, -2),
    encodeURIComponent(secret),
  ]);
}

async function* readFilesBelow(folder: string): AsyncGenerator<readonly [string, string]> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* readFilesBelow(path);
    else if (entry.isFile()) yield [path, await readFile(path, 'latin1')];
  }
}

/** Places that are not meant for secrets: files, every Git object, every comment and status. */
export async function* readPlaces(world: World): AsyncGenerator<readonly [string, string]> {
  for (const entry of await readdir(world.root, { withFileTypes: true })) {
    const path = join(world.root, entry.name);
    if (LEFT_OUT.has(entry.name)) continue;
    if (entry.isDirectory()) yield* readFilesBelow(path);
    else if (entry.isFile()) yield [path, await readFile(path, 'latin1')];
  }
  for (const repository of [INFRA, REGISTRY])
    yield [
      `objects of ${repository}`,
      await gitBehindForge(world, repository, 'cat-file', '--batch-all-objects', '--batch'),
    ];
  for (const path of ['issues?state=all', 'issues/comments?', 'pulls?state=all'])
    yield [path, JSON.stringify(digList(await world.github.get(`/repos/${INFRA}/${path}&per_page=100`)))];
}
