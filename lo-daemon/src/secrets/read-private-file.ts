import { constants, type Stats } from 'node:fs';
import { open } from 'node:fs/promises';

const GROUP_AND_OTHERS = 0o077;

/** Bytes of a file that only its owner can read, or why it is not used. */
export type PrivateFile =
  | { readonly ok: true; readonly bytes: Buffer }
  | { readonly ok: false; readonly reason: string };

/** Reads a file whose owner is this user, or root, and which nobody else can read. What is checked is what is read. */
export async function readPrivateFile(file: string, maxBytes: number): Promise<PrivateFile> {
  try {
    // A pipe would hold up its reader for ever.
    const handle = await open(file, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const facts = await handle.stat();
      const problem = findProblem(facts, maxBytes);
      if (problem !== undefined) return { ok: false, reason: `${problem}: ${file}` };
      return { ok: true, bytes: await handle.readFile() };
    } finally {
      await handle.close();
    }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
    return { ok: false, reason: `cannot be read from ${file}${code}` };
  }
}

function findProblem(facts: Stats, maxBytes: number): string | undefined {
  if (!facts.isFile()) return 'is to come from something that is no file';
  if ((facts.mode & GROUP_AND_OTHERS) !== 0)
    return 'lies in a file that others than its owner can read (chmod 600)';
  const user = process.getuid?.();
  if (user !== undefined && facts.uid !== user && facts.uid !== 0)
    return "lies in a file of another user than LO's";
  return facts.size > maxBytes ? `lies in a file of more than ${maxBytes} bytes` : undefined;
}
