import { closeSync, openSync, readdirSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { type Repository, readHead, readLine } from './find-repository.ts';

/** What the store of a repository's objects shows of it: the configuration, which says so too, is not opened. */
export interface ObjectStore {
  readonly format: 'sha1' | 'sha256';
  /** True where a server keeps objects back until they are asked for. */
  readonly isPartial: boolean;
}

const PACK = /^pack-(?<id>[0-9a-f]{40}|[0-9a-f]{64})\.(?:idx|pack)$/;
const LOOSE = /^(?:[0-9a-f]{38}|[0-9a-f]{62})$/;
/** Of packed refs, the comment at the top and the first id. */
const START_BYTES = 1024;

/** Looks at names of packs and objects, and where there are none, at refs. An empty repository is taken for one of SHA-1. */
export function readObjectStore(repository: Repository): ObjectStore {
  const own = join(repository.commonDir, 'objects');
  const folders = [...new Set([repository.objects, own])];
  const packs = folders.flatMap((folder) => listFolder(join(folder, 'pack')));
  const digits =
    packs.flatMap((name) => PACK.exec(name)?.groups?.['id']?.length ?? []).at(0) ??
    folders.flatMap((folder) => measureLoose(folder) ?? []).at(0) ??
    measureRefs(repository);
  return {
    format: digits === 64 ? 'sha256' : 'sha1',
    isPartial: packs.some((name) => name.endsWith('.promisor')),
  };
}

/** Digits of the ids of objects that have a file each: two of them are the folder's name. */
function measureLoose(objects: string): number | undefined {
  for (const folder of listFolder(objects)) {
    if (!/^[0-9a-f]{2}$/.test(folder)) continue;
    const name = listFolder(join(objects, folder)).find((each) => LOOSE.test(each));
    if (name !== undefined) return name.length + 2;
  }
  return undefined;
}

function measureRefs({ gitDir, commonDir }: Repository): number | undefined {
  const head = readHead(gitDir) ?? '';
  const branch = /^ref: (?<name>.+)$/s.exec(head)?.groups?.['name'];
  const id = branch === undefined ? head : readLine(join(commonDir, branch));
  if (id !== undefined && /^[0-9a-f]+$/.test(id)) return id.length;
  return /^(?<id>[0-9a-f]{40,64}) /m.exec(readStart(join(commonDir, 'packed-refs')))?.groups?.['id']?.length;
}

function readStart(path: string): string {
  try {
    const file = openSync(path, 'r');
    try {
      const start = Buffer.alloc(START_BYTES);
      return start.toString('latin1', 0, readSync(file, start));
    } finally {
      closeSync(file);
    }
  } catch {
    return '';
  }
}

function listFolder(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
