import { isName } from '@colo/schemas/names';

/** What a command asks of a running LO. */
export type ControlRequest =
  | { readonly command: 'wake' }
  | { readonly command: 'status' }
  | { readonly command: 'takeover'; readonly host?: string }
  | { readonly command: 'retry'; readonly host?: string; readonly application?: string };

/** Longest request, in bytes. */
export const MAX_REQUEST_BYTES = 4096;

/** Reads a request from the socket; undefined for anything else. */
export function parseControlRequest(text: string): ControlRequest | undefined {
  const value = parseJson(text);
  if (typeof value !== 'object' || value === null || !('command' in value)) return undefined;
  if (value.command === 'wake' || value.command === 'status') return { command: value.command };
  const host = 'host' in value ? value.host : undefined;
  if (value.command === 'takeover')
    return isNameOrNothing(host)
      ? { command: 'takeover', ...(host === undefined ? {} : { host }) }
      : undefined;
  if (value.command !== 'retry') return undefined;
  const application = 'application' in value ? value.application : undefined;
  if (!isNameOrNothing(host) || !isNameOrNothing(application)) return undefined;
  return {
    command: 'retry',
    ...(host === undefined ? {} : { host }),
    ...(application === undefined ? {} : { application }),
  };
}

function isNameOrNothing(value: unknown): value is string | undefined {
  return value === undefined || (typeof value === 'string' && isName(value));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not ours: the caller answers that the request is not understood.
    return undefined;
  }
}
