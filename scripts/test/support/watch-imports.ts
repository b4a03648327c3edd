import { execa } from 'execa';
import { root } from '../docs/pages.ts';

/** A hook of node that writes down which module imports which. */
const LISTEN = toModule(`export async function resolve(specifier, context, next) {
  const resolved = await next(specifier, context);
  process._rawDebug('import ' + context.parentURL + ' ' + resolved.url);
  return resolved;
}`);
const REGISTER = toModule(`import { register } from 'node:module'; register(${JSON.stringify(LISTEN)});`);

function toModule(code: string): string {
  return `data:text/javascript,${encodeURIComponent(code)}`;
}

/** What a process imported. Modules of ours are named from the root of the repository: `schemas/src/errors/colo-error`. */
interface Imports {
  /** Modules that our own modules import, by importer; packages from outside by their names. */
  readonly byImporter: ReadonlyMap<string, ReadonlySet<string>>;
  readonly stdout: string;
  readonly exitCode: number | undefined;
}

/** Runs node, in the workspace of the scripts, and lists what our own modules import; packages are not looked into. */
export async function watchImports(...argv: readonly string[]): Promise<Imports> {
  const { stdout, stderr, exitCode } = await execa(process.execPath, ['--import', REGISTER, ...argv], {
    cwd: `${root}scripts`,
    reject: false,
  });
  const byImporter = new Map<string, Set<string>>();
  for (const { groups } of stderr.matchAll(/^import (?<importer>\S+) file:\/\/(?<path>\S+)$/gm)) {
    const importer = toName((groups?.['importer'] ?? '').replace('file://', ''));
    const imports = byImporter.get(importer) ?? new Set();
    byImporter.set(importer, imports.add(toName(groups?.['path'] ?? '')));
  }
  return { byImporter, stdout, exitCode };
}

function toName(encoded: string): string {
  const path = decodeURIComponent(encoded);
  const dependency = /.*\/node_modules\/(?<name>(?:@[^/]+\/)?[^/]+)\//.exec(path)?.groups?.['name'];
  return dependency ?? path.replace(root, '').replace('/dist/', '/').replace(/\.js$/, '');
}

export interface Loaded {
  /** Packages from outside that our modules import, sorted. */
  readonly packages: readonly string[];
  /** Modules of ours. */
  readonly own: readonly string[];
}

/** What importing one module of ours loads, itself included. */
export function listLoaded({ byImporter }: Imports, entry: string): Loaded {
  const seen = new Set([entry]);
  // A set is walked in the order of insertion, additions included.
  for (const name of seen) for (const next of isOwn(name) ? (byImporter.get(name) ?? []) : []) seen.add(next);
  const names = [...seen];
  return { packages: names.filter((name) => !isOwn(name)).sort(), own: names.filter(isOwn) };
}

function isOwn(name: string): boolean {
  return /^[^@][^/]*\/(?:src|bin)\//.test(name);
}
