/** JSON for programs: `undefined` values left out, maps as objects, keys as the command wrote them. */
export function stringifyStable(document: unknown, indent: number): string {
  return JSON.stringify(document, replaceMaps, indent) ?? 'null';
}

function replaceMaps(_key: string, value: unknown): unknown {
  return value instanceof Map ? Object.fromEntries(value) : value;
}
