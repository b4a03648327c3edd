/** Looks a value up in JSON from outside by keys and indexes; undefined where the path leads nowhere. */
export function dig(value: unknown, ...path: readonly (string | number)[]): unknown {
  let current = value;
  for (const key of path) {
    if (typeof current !== 'object' || current === null) return undefined;
    current = Object.entries(current).find(([name]) => name === String(key))?.[1];
  }
  return current;
}

/** The text at a path; throws where there is none, since a step cannot go on without it. */
export function digText(value: unknown, ...path: readonly (string | number)[]): string {
  const found = dig(value, ...path);
  if (typeof found !== 'string')
    throw new Error(`no text at ${path.join('.')} of ${JSON.stringify(value).slice(0, 500)}`);
  return found;
}

/** The number at a path; throws where there is none. */
export function digNumber(value: unknown, ...path: readonly (string | number)[]): number {
  const found = dig(value, ...path);
  if (typeof found !== 'number')
    throw new Error(`no number at ${path.join('.')} of ${JSON.stringify(value).slice(0, 500)}`);
  return found;
}

/** The list at a path; empty where there is none. */
export function digList(value: unknown, ...path: readonly (string | number)[]): readonly unknown[] {
  const found = dig(value, ...path);
  return Array.isArray(found) ? found : [];
}
