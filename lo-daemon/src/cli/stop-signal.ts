/** Aborted at the first SIGTERM or SIGINT. Jobs on the nodes are not touched. */
export function createStopSignal(): AbortSignal {
  const controller = new AbortController();
  for (const name of ['SIGTERM', 'SIGINT'] as const) process.once(name, () => controller.abort());
  return controller.signal;
}
