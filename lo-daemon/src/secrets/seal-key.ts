import { createHmac, randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFileAtomic } from '../store/write-file-atomic.ts';
import { readPrivateFile } from './read-private-file.ts';

const KEY_BYTES = 32;

/** Turns a secret into something that changes with it and tells nothing of it. */
export type Seal = (name: string, secret: string) => string;

/**
 * The site's own key, by which component digests know a secret from another without holding it. It never leaves the
 * state folder; made at the first start. Where it is lost, components with secrets are updated once.
 */
export async function openSeal(stateDir: string): Promise<Seal> {
  const known = await readKey(stateDir);
  if (known !== undefined) return sealWith(known);
  const key = randomBytes(KEY_BYTES);
  await mkdir(folderOf(stateDir), { recursive: true, mode: 0o700 });
  await writeFileAtomic(fileOf(stateDir), key);
  return sealWith(key);
}

/** As {@link openSeal}, for who only looks: without a key nothing is written, and no seal is a known one. */
export async function peekSeal(stateDir: string): Promise<Seal> {
  return sealWith((await readKey(stateDir)) ?? randomBytes(KEY_BYTES));
}

async function readKey(stateDir: string): Promise<Buffer | undefined> {
  const read = await readPrivateFile(fileOf(stateDir), KEY_BYTES);
  return read.ok && read.bytes.byteLength === KEY_BYTES ? read.bytes : undefined;
}

function folderOf(stateDir: string): string {
  return join(stateDir, 'secrets');
}

function fileOf(stateDir: string): string {
  return join(folderOf(stateDir), 'seal.key');
}

function sealWith(key: Uint8Array): Seal {
  return (name, secret) => createHmac('sha256', key).update(`${name}\0${secret}`, 'utf8').digest('hex');
}
