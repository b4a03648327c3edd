import { reporters } from '../reporters/registry.ts';
import { runtimes } from '../runtimes/registry.ts';
import { transports } from '../transports/registry.ts';

/** Every built-in plugin with its own words. */
export function listPlugins(): string {
  const kinds = [
    ['transport', transports],
    ['runtime', runtimes],
    ['reporter', reporters],
  ] as const;
  return kinds
    .flatMap(([kind, known]) => [...known.values()].map(({ id, help }) => `${kind} ${id}\n  ${help}`))
    .join('\n');
}
