import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import type { GitObject, ObjectType } from './object-cache.ts';
import type { GitRepository } from './open-repository.ts';

/** An object with its id, before it is written. */
export function makeObject(type: ObjectType, data: Buffer): GitObject {
  const sha = createHash('sha1').update(`${type} ${data.length}\0`).update(data).digest('hex');
  return { sha, type, data };
}

/**
 * Writes any number of objects in git's own form, one file each (gitrepository-layout(5)); each appears whole or not at
 * all.
 */
export async function writeObjects(git: GitRepository, objects: readonly GitObject[]): Promise<void> {
  for (const object of objects) {
    writeLoose(git.path, object);
    git.reader.remember(object);
  }
}

function writeLoose(gitDir: string, { sha, type, data }: GitObject): void {
  const folder = join(gitDir, 'objects', sha.slice(0, 2));
  const file = join(folder, sha.slice(2));
  if (existsSync(file)) return;
  mkdirSync(folder, { recursive: true });
  const temporary = join(folder, `tmp_obj_${randomUUID()}`);
  const bytes = deflateSync(Buffer.concat([Buffer.from(`${type} ${data.length}\0`), data]), { level: 1 });
  writeFileSync(temporary, bytes, { mode: 0o444 });
  renameSync(temporary, file);
}
