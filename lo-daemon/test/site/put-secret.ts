import { chmod, writeFile } from 'node:fs/promises';

/** Writes a file as LO wants a secret's to be: for its owner's eyes only. */
export async function put(file: string, text: string): Promise<void> {
  await writeFile(file, text, { mode: 0o600 });
  await chmod(file, 0o600);
}
