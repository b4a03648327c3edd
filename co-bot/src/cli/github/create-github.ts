import type { Octokit } from '@octokit/rest';
import { createDeadlineFetch, REQUEST_TIMEOUT_MS } from '../../github/fetch-with-deadline.ts';
import type { Invocation } from '../program/invocation.ts';
import { readVersion } from '../program/read-version.ts';

/** The forge's client. Callers name the few calls that they use; see the functions of this folder. */
export type GitHub = Octokit;

/** A client for the API of the settings, with their token where there is one. Every request ends with Ctrl-C. */
export async function createGitHub(invocation: Invocation): Promise<GitHub> {
  const { settings, io } = invocation;
  // Most commands never ask the forge, and Git waits for those in hooks.
  const { Octokit } = await import('@octokit/rest');
  const token = await settings.token();
  return new Octokit({
    baseUrl: await settings.api(),
    userAgent: `colo-co/${await readVersion()}`,
    ...(token === undefined ? {} : { auth: token }),
    request: { signal: io.signal, fetch: createDeadlineFetch(REQUEST_TIMEOUT_MS) },
    log: { debug: ignore, info: ignore, warn: ignore, error: ignore },
  });
}

/** The client would print deprecations and failures by itself; failures reach the user as errors instead. */
function ignore(): void {
  return;
}
