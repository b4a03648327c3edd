import { createHash } from 'node:crypto';
import { canonicalJson } from '@colo/schemas/digests';
import { readStateFile } from './read-state-file.ts';
import { writeFileAtomic } from './write-file-atomic.ts';

interface Envelope {
  readonly checksum: string;
  readonly value: unknown;
}

function computeChecksum(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex');
}

/** Writes a value with its checksum, atomically. */
export async function writeJsonFile(file: string, value: unknown): Promise<void> {
  // What is written is what JSON makes of it: undefined members are gone before the checksum is taken.
  const plain: unknown = JSON.parse(JSON.stringify(value));
  await writeFileAtomic(file, `${JSON.stringify({ checksum: computeChecksum(plain), value: plain })}\n`);
}

/**
 * The value of a file of {@link writeJsonFile}; undefined when there is none or its checksum does not fit.
 *
 * @throws ColoError LO_STATE_UNREADABLE
 */
export async function readJsonFile(file: string): Promise<unknown> {
  const bytes = await readStateFile(file);
  if (bytes === undefined) return undefined;
  const envelope = parseEnvelope(bytes.toString('utf8'));
  if (envelope === undefined || computeChecksum(envelope.value) !== envelope.checksum) return undefined;
  return envelope.value;
}

function parseEnvelope(text: string): Envelope | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed !== 'object' || parsed === null) return undefined;
    if (!('checksum' in parsed) || !('value' in parsed) || typeof parsed.checksum !== 'string')
      return undefined;
    return { checksum: parsed.checksum, value: parsed.value };
  } catch {
    // Cut off or overwritten: the same as absent, its reader rebuilds it.
    return undefined;
  }
}
