import type { PathStep } from '../../documents/json-pointer.ts';
import { toSafeText } from '../../text/to-safe-text.ts';
import type { Fault } from '../fault.ts';
import { isRecord } from '../is-record.ts';
import { readTimeout } from '../parse-timeout.ts';

/** Minutes and seconds, as Margo's text writes times: `8m30s`. */
const MARGO_TIME = /^[0-9]+m[0-9]+s$/;

/**
 * Values of components in a form that the dialect does not have, but that has one meaning only. Looked for before the
 * schema, which could only say that the form is wrong.
 */
export function checkSlips(value: unknown): readonly Fault[] {
  return listProperties(value).flatMap(({ properties, path }) => [
    ...checkWait(properties['wait'], [...path, 'wait']),
    ...checkTimeout(properties['timeout'], [...path, 'timeout']),
  ]);
}

function listProperties(value: unknown): readonly {
  readonly properties: Readonly<Record<string, unknown>>;
  readonly path: readonly PathStep[];
}[] {
  return listChildren(value, 'deploymentProfiles').flatMap((profile, index) =>
    listChildren(profile, 'components').flatMap((component, position) => {
      const properties = isRecord(component) ? component['properties'] : undefined;
      const path = ['deploymentProfiles', index, 'components', position, 'properties'];
      return isRecord(properties) ? [{ properties, path }] : [];
    }),
  );
}

function listChildren(value: unknown, key: string): readonly unknown[] {
  const children = isRecord(value) ? value[key] : undefined;
  return Array.isArray(children) ? children : [];
}

/** Early Margo examples write wait: "true". */
function checkWait(wait: unknown, path: readonly PathStep[]): readonly Fault[] {
  if (wait !== 'true' && wait !== 'false') return [];
  const message = `wait is the text "${wait}"; it is taken as ${wait}`;
  return [{ code: 'MARGO_WAIT_TEXT', path, message, fix: `Write wait: ${wait}, without quotes.` }];
}

/** The sandbox writes `5m`. What no time can be is left to the schema. */
function checkTimeout(timeout: unknown, path: readonly PathStep[]): readonly Fault[] {
  if (typeof timeout !== 'string' || MARGO_TIME.test(timeout)) return [];
  const seconds = readTimeout(timeout);
  if (seconds === undefined) return [];
  const meant = `${Math.floor(seconds / 60)}m${seconds % 60}s`;
  const message = `timeout is ${toSafeText(timeout, 40)}; Margo writes minutes and seconds, ${meant}`;
  return [{ code: 'MARGO_TIMEOUT_FORM', path, message, fix: `Write ${meant}.` }];
}
