/** Runs one piece of work at a time, in the order asked for. */
export type Lock = <T>(work: () => Promise<T>) => Promise<T>;

export function createLock(): Lock {
  let last: Promise<unknown> = Promise.resolve();
  return function run<T>(work: () => Promise<T>): Promise<T> {
    const result = last.then(work);
    // The next in line waits for the end, whatever it was; the failure itself reaches the caller through `result`.
    last = result.then(
      () => undefined,
      () => undefined,
    );
    return result;
  };
}
