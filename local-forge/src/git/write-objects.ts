import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import type { GitObject, ObjectType } from './object-cache.ts';
import type { GitRepository } from './open-repository.ts';
import { runGit } from './run-git.ts';

const PACK_TYPE = { commit: 1, tree: 2, blob: 3, tag: 4 } as const;

/** An object with its id, before it is written. */
export function makeObject(type: ObjectType, data: Buffer): GitObject {
  const sha = createHash('sha1').update(`${type} ${data.length}\0`).update(data).digest('hex');
  return { sha, type, data };
}

/** Writes any number of objects with one git process: a pack on the standard input of `git unpack-objects`. */
export async function writeObjects(git: GitRepository, objects: readonly GitObject[]): Promise<void> {
  const unique = new Map(objects.map((object) => [object.sha, object]));
  if (unique.size === 0) {
    return;
  }
  await runGit(git.path, ['unpack-objects', '-q'], { input: encodePack([...unique.values()]) });
  for (const object of unique.values()) {
    git.reader.remember(object);
  }
}

/** A version 2 pack without deltas (gitformat-pack(5)). */
function encodePack(objects: readonly GitObject[]): Buffer {
  const head = Buffer.alloc(12);
  head.write('PACK', 0, 'latin1');
  head.writeUInt32BE(2, 4);
  head.writeUInt32BE(objects.length, 8);
  const parts: Buffer[] = [head];
  for (const { type, data } of objects) {
    parts.push(encodeEntryHead(PACK_TYPE[type], data.length), deflateSync(data, { level: 1 }));
  }
  const body = Buffer.concat(parts);
  return Buffer.concat([body, createHash('sha1').update(body).digest()]);
}

function encodeEntryHead(type: number, size: number): Buffer {
  const bytes: number[] = [];
  let rest = Math.floor(size / 16);
  let byte = (type << 4) | (size & 15);
  while (rest > 0) {
    bytes.push(byte | 0x80);
    byte = rest & 0x7f;
    rest = Math.floor(rest / 128);
  }
  bytes.push(byte);
  return Buffer.from(bytes);
}
