import type { Route } from './types.ts';

interface RouteMatch {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

/** Parameters whose value may hold slashes. */
const GREEDY = new Set(['ref', 'path', 'basehead', 'branch']);

/** Compiles a route table; the first route that matches wins, so longer templates stand before shorter ones. */
export function compileRoutes(
  routes: readonly Route[],
): (method: string, path: string) => RouteMatch | undefined {
  const compiled = [...routes]
    .sort((a, b) => weigh(b.path) - weigh(a.path))
    .map((route) => ({ route, pattern: compilePath(route.path) }));
  return (method, path) => {
    for (const { route, pattern } of compiled) {
      const match = route.method === method ? pattern.exec(path) : null;
      if (match !== null) {
        return { route, params: decodeParams(match.groups ?? {}) };
      }
    }
    return undefined;
  };
}

/** Fixed words count most; a greedy parameter counts least. */
function weigh(path: string): number {
  return path
    .split('/')
    .reduce((sum, part) => sum + (part.startsWith('{') ? (GREEDY.has(part.slice(1, -1)) ? 1 : 10) : 100), 0);
}

function compilePath(path: string): RegExp {
  const source = path
    .split('/')
    .map((part) => {
      const name = /^\{(\w+)\}$/.exec(part)?.[1];
      return name === undefined ? part : `(?<${name}>${GREEDY.has(name) ? '.*' : '[^/]+'})`;
    })
    .join('/');
  // The contents endpoint may leave its last parameter out altogether.
  return new RegExp(`^${source.replace('/(?<path>.*)', '(?:/(?<path>.*))?')}/?$`);
}

function decodeParams(groups: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const params: Record<string, string> = {};
  for (const [name, value] of Object.entries(groups)) {
    params[name] = decodePart(value ?? '');
  }
  return params;
}

function decodePart(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // Not percent-encoding: such a name is nowhere, and the handler answers 404 for it.
    return text;
  }
}
