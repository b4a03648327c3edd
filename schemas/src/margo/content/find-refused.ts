import type { PathStep } from '../../documents/json-pointer.ts';
import { toSafeText } from '../../text/to-safe-text.ts';
import { isRecord } from '../is-record.ts';
import { showPath } from './compose-model/show-path.ts';
import { type Entry, findRefusedOfService } from './find-refused-of-service.ts';

/** Something in a compose file that LO refuses whatever a site's configuration grants. */
export interface Refusal {
  readonly path: readonly PathStep[];
  readonly message: string;
  readonly fix: string;
}

/** Keys of the top level that LO has no judge for. */
const TOP_KEYS: ReadonlySet<string> = new Set(['models']);

/** What volumes, secrets and configs may have: a `name`, or an `external` one, could be another application's. */
const OWN_KEYS = {
  volumes: ['labels', 'driver'],
  secrets: ['file', 'environment', 'content', 'labels'],
  configs: ['file', 'environment', 'content', 'labels'],
} as const;

/**
 * What no site runs. Values with variables are left to LO, which knows what stands for them. A contract test of LO holds
 * both to the same.
 */
export function findRefused(compose: Readonly<Record<string, unknown>>): readonly Refusal[] {
  return [
    ...Object.keys(compose)
      .filter((key) => TOP_KEYS.has(key) || key.startsWith('x-podman'))
      .map((key) => refuse({ path: [key] })),
    ...('include' in compose
      ? [refuse({ path: ['include'], fix: 'Copy what it holds into this file, or extend its services.' })]
      : []),
    ...entriesOf(compose['services']).flatMap(([name, service]) =>
      findRefusedOfService(['services', name], service).map(refuse),
    ),
    ...(['volumes', 'secrets', 'configs'] as const).flatMap((part) =>
      entriesOf(compose[part]).flatMap(([name, item]) => findOfPart(part, [part, name], item).map(refuse)),
    ),
  ];
}

function findOfPart(
  part: keyof typeof OWN_KEYS,
  place: readonly PathStep[],
  item: Readonly<Record<string, unknown>>,
): readonly Entry[] {
  const allowed: readonly string[] = OWN_KEYS[part];
  const foreign = Object.keys(item).find((key) => !allowed.includes(key));
  if (foreign !== undefined) return [{ path: [...place, foreign] }];
  const driver = item['driver'];
  const isOwn = part !== 'volumes' || driver === undefined || driver === 'local' || hasVariable(driver);
  return isOwn ? [] : [{ path: [...place, 'driver'], fix: 'Remove it, or write local.' }];
}

function refuse({ path, what, fix }: Entry): Refusal {
  const shown = what === undefined ? '' : ` ${toSafeText(what, 80)}`;
  const message = `LO runs no compose file that has ${showPath(path)}${shown}`;
  return { path, message, fix: fix ?? 'Remove it: no configuration of a site allows it.' };
}

function hasVariable(value: unknown): boolean {
  return typeof value === 'string' && value.includes('$');
}

function entriesOf(value: unknown): readonly (readonly [string, Readonly<Record<string, unknown>>])[] {
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([name, entry]) => (isRecord(entry) ? [[name, entry] as const] : []));
}
