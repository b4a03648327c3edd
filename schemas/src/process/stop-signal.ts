const EXIT_CODES = { SIGINT: 130, SIGTERM: 143 } as const;

export interface StopSignal {
  /** Aborted at the first SIGTERM or SIGINT. */
  readonly signal: AbortSignal;
  /** From now on both signals do what they did before. */
  release(): void;
}

/**
 * Lets a program end what it does when it is told to stop (signal(7) SIGTERM, SIGINT); told a second time, the process
 * exits at once, with 128 and the signal's number.
 *
 * The listeners stay after the first signal, unlike those of `process.once`: `signal-exit`, which execa loads while a program
 * runs that it started, ends the process itself where it finds no listener but its own.
 */
export function createStopSignal(): StopSignal {
  const controller = new AbortController();
  const listeners = (['SIGINT', 'SIGTERM'] as const).map((name) => {
    const listener = (): void => {
      if (controller.signal.aborted) process.exit(EXIT_CODES[name]);
      controller.abort();
    };
    process.on(name, listener);
    return () => process.off(name, listener);
  });
  return {
    signal: controller.signal,
    release() {
      for (const remove of listeners) remove();
    },
  };
}
