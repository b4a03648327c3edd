/** A pause that can be cut short. A ring while nobody waits is kept for the next wait. */
export class Alarm {
  #rung = false;
  #release: (() => void) | undefined;

  ring(): void {
    this.#rung = true;
    this.#release?.();
  }

  /** Forgets a ring that came before now. */
  reset(): void {
    this.#rung = false;
  }

  /** Ends after the time, at a ring, or when the signal is aborted. Infinity waits for ever. */
  async wait(milliseconds: number, signal: AbortSignal): Promise<void> {
    if (this.#rung || signal.aborted) return;
    await new Promise<void>((resolve) => {
      const timer = Number.isFinite(milliseconds)
        ? setTimeout(finish, Math.min(milliseconds, 2 ** 31 - 1))
        : undefined;
      function finish(): void {
        clearTimeout(timer);
        signal.removeEventListener('abort', finish);
        resolve();
      }
      this.#release = finish;
      signal.addEventListener('abort', finish, { once: true });
    });
    this.#release = undefined;
  }
}
