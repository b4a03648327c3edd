import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { readJsonFile, writeJsonFile } from './json-file.ts';
import type { RefusalRecord, RevisionRecord } from './revision.ts';
import { readRefusalRecord, readRevisionRecord } from './trust-boundaries.ts';

/** The revision that LO works with, and the newest that it refused. */
export class RevisionStore {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Adopts a revision: from here on LO works with it, also after a restart without a network. */
  async adopt(record: RevisionRecord): Promise<void> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    await writeJsonFile(this.#adoptedFile, record);
  }

  async readAdopted(): Promise<RevisionRecord | undefined> {
    const value = await readJsonFile(this.#adoptedFile);
    return value === undefined ? undefined : readRevisionRecord(value);
  }

  async refuse(record: RefusalRecord): Promise<void> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    await writeJsonFile(this.#refusedFile, record);
  }

  async readRefused(): Promise<RefusalRecord | undefined> {
    const value = await readJsonFile(this.#refusedFile);
    return value === undefined ? undefined : readRefusalRecord(value);
  }

  /** A usable revision came after the refused one. */
  async clearRefused(): Promise<void> {
    await rm(this.#refusedFile, { force: true });
  }

  get #adoptedFile(): string {
    return join(this.#folder, 'adopted.json');
  }

  get #refusedFile(): string {
    return join(this.#folder, 'refused.json');
  }
}
