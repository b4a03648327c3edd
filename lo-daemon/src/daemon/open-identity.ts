import { createHash, randomBytes } from 'node:crypto';
import { readFile, realpath } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { createNonce } from '../node/create-nonce.ts';
import type { LeaseIdentity } from '../node/host-lease.ts';
import { readJsonFile, writeJsonFile } from '../store/json-file.ts';

const ID = /^[0-9a-f]{32}$/;
/** Of machine-id(5). */
const MACHINE_ID = /^[0-9a-f]{32}$/;
const ID_BYTES = 16;
/** Longest name of an LO that a host keeps. */
const MAX_ACTOR = 200;

/**
 * Who this LO is to its hosts. The holder is made of the machine and of the state folder's path: state that was copied to another
 * machine, or to another folder, is another LO. A run of LO in the same folder of the same machine is the same LO, also where
 * the folder was lost meanwhile: its lock lets only one run, and the caller holds it.
 *
 * @throws ColoError LO_STATE_UNREADABLE, LO_STATE_UNWRITABLE
 */
export async function openIdentity(stateDir: string, seconds: number): Promise<LeaseIdentity> {
  const [machine, folder] = [await readMachine(stateDir), await realpath(stateDir)];
  return {
    holder: createHash('sha256')
      .update(JSON.stringify([machine, folder]))
      .digest('hex'),
    start: createNonce(),
    actor: `${hostname()}:${folder}`.replace(/[^A-Za-z0-9._:@/+-]/g, '_').slice(0, MAX_ACTOR),
    seconds,
  };
}

/** What tells this machine from others; where it has no machine id, its name and an id in the state folder. */
async function readMachine(stateDir: string): Promise<string> {
  const id = await readText('/etc/machine-id');
  return MACHINE_ID.test(id) ? id : `${hostname()} ${await openId(stateDir)}`;
}

/** The id of a state folder; a new one where there is none that is whole. */
async function openId(stateDir: string): Promise<string> {
  const file = join(stateDir, 'identity.json');
  const known = await readJsonFile(file);
  if (typeof known === 'string' && ID.test(known)) return known;
  const id = randomBytes(ID_BYTES).toString('hex');
  await writeJsonFile(file, id);
  return id;
}

async function readText(file: string): Promise<string> {
  return (await readFile(file, 'utf8').catch(() => '')).trim();
}
