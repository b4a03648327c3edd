import { createHash } from 'node:crypto';

/** A header of a request: `undefined` values are left out. */
export type RequestFields = Readonly<Record<string, string | number | undefined>>;

/** The head of a request to the runner: `key value` lines between the first line and `end`. */
export function writeRequestHead(fields: RequestFields): string {
  const lines = Object.entries(fields)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key} ${value}`);
  return ['colo-request 1', ...lines, 'end', ''].join('\n');
}

/** The settings and environment that follow a head, as raw bytes, with the fields that describe them. */
export interface RequestPayload {
  readonly fields: RequestFields;
  readonly bytes: Uint8Array;
}

/** Joins settings and environment to one payload; its digest shows the runner that all of it arrived. */
export function writeRequestPayload(settings: string, environment: string): RequestPayload {
  const settingsBytes = Buffer.from(settings, 'utf8');
  const environmentBytes = Buffer.from(environment, 'utf8');
  const bytes = Buffer.concat([settingsBytes, environmentBytes]);
  return {
    fields: {
      'settings-bytes': settingsBytes.length,
      'environment-bytes': environmentBytes.length,
      payload: createHash('sha256').update(bytes).digest('hex'),
    },
    bytes,
  };
}

/** A whole request: head, then payload. */
export function writeRequest(fields: RequestFields, payload?: RequestPayload): Uint8Array {
  const head = Buffer.from(writeRequestHead({ ...fields, ...payload?.fields }), 'utf8');
  return payload === undefined ? head : Buffer.concat([head, payload.bytes]);
}
