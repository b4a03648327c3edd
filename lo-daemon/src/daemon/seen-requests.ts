import { join } from 'node:path';
import type { RetryRequest } from '@colo/schemas/documents/event';
import { readJsonFile, writeJsonFile } from '../store/json-file.ts';

/** Requests beyond this many are forgotten, oldest first; events name only the newest. */
const MAX_REMEMBERED = 1000;

/** Remembers which requests to try again were taken, so that each is taken once. */
export class SeenRequests {
  readonly #file: string;
  #seen: readonly string[] = [];

  constructor(stateDir: string) {
    this.#file = join(stateDir, 'retry-requests.json');
  }

  async load(): Promise<void> {
    const value = await readJsonFile(this.#file);
    if (Array.isArray(value)) this.#seen = value.filter((id): id is string => typeof id === 'string');
  }

  /** The requests that were not taken before; they count as taken from now on, over restarts. */
  async takeNew(requests: readonly RetryRequest[]): Promise<readonly RetryRequest[]> {
    const fresh = requests.filter(({ request }) => !this.#seen.includes(request));
    if (fresh.length === 0) return [];
    this.#seen = [...this.#seen, ...fresh.map(({ request }) => request)].slice(-MAX_REMEMBERED);
    await writeJsonFile(this.#file, this.#seen);
    return fresh;
  }
}
