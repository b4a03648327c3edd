import { ColoError } from '@colo/schemas/errors';

/** A line of a tree object. */
export interface TreeLine {
  /** As git shows it: 100644, 100755, 120000, 160000, or 040000 for a folder. */
  readonly mode: string;
  readonly id: string;
  readonly name: string;
}

const decoder = new TextDecoder();

/**
 * Reads a tree object as git does. Its lines are in the object's own order, and a name may be there twice: whoever checks
 * a tree has to see both.
 *
 * @throws ColoError CO_GIT_FAILED for one that git could not read either
 */
export function parseTree(id: string, bytes: Uint8Array): readonly TreeLine[] {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const idBytes = id.length / 2;
  const lines: TreeLine[] = [];
  for (let at = 0; at < data.length; ) {
    const space = data.indexOf(0x20, at);
    const zero = space < 0 ? -1 : data.indexOf(0, space);
    const end = zero + 1 + idBytes;
    const digits = space < 0 ? '' : data.toString('latin1', at, space);
    if (zero < 0 || end > data.length || zero === space + 1 || !/^[0-7]+$/u.test(digits)) {
      throw new ColoError('CO_GIT_FAILED', `The tree ${id} is malformed.`);
    }
    const name = decoder.decode(data.subarray(space + 1, zero));
    lines.push({
      mode: normalizeMode(Number.parseInt(digits, 8)),
      id: data.toString('hex', zero + 1, end),
      name,
    });
    at = end;
  }
  return lines;
}

export function isFolder({ mode }: TreeLine): boolean {
  return mode === '040000';
}

/** Git keeps the kind of an entry and whether its owner may run it, whatever else its mode says. */
function normalizeMode(mode: number): string {
  switch (mode & 0o170000) {
    case 0o100000:
      return (mode & 0o100) === 0 ? '100644' : '100755';
    case 0o120000:
      return '120000';
    case 0o040000:
      return '040000';
    default:
      return '160000';
  }
}
