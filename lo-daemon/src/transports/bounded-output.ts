/** Collects a stream's bytes up to a limit and counts on: the stream is always drained, never the memory filled. */
export class BoundedOutput {
  readonly #limit: number;
  readonly #chunks: Uint8Array[] = [];
  #kept = 0;
  truncated = false;

  constructor(limit: number) {
    this.#limit = limit;
  }

  add(chunk: Uint8Array): void {
    const room = this.#limit - this.#kept;
    if (chunk.length > room) {
      this.truncated = true;
    }
    if (room > 0) {
      const part = chunk.subarray(0, room);
      this.#chunks.push(part);
      this.#kept += part.length;
    }
  }

  bytes(): Uint8Array {
    return Buffer.concat(this.#chunks);
  }
}
