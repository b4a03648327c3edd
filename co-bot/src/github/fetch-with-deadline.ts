/** Milliseconds for one request and its answer. GitHub itself ends a request after ten seconds. */
export const REQUEST_TIMEOUT_MS = 60_000;

/**
 * `fetch` with a deadline for the whole of request and answer: a connection that died silently must not hold up the work
 * behind it.
 */
export function createDeadlineFetch(milliseconds: number): typeof fetch {
  return (input, init) => {
    const deadline = AbortSignal.timeout(milliseconds);
    const given = init?.signal;
    const signal = given === undefined || given === null ? deadline : AbortSignal.any([given, deadline]);
    return fetch(input, { ...init, signal });
  };
}
