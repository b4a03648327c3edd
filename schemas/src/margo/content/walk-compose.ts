import type { TextPlace } from '../../documents/yaml/parse-foreign-yaml.ts';
import type { ErrorCode } from '../../errors/error-table.ts';
import { toSafeText } from '../../text/to-safe-text.ts';
import type { PackageContent } from '../package-content.ts';
import { showPath } from './compose-model/show-path.ts';
import { type ComposeReference, listComposeReferences } from './compose-references.ts';
import type { ContentFault } from './content-fault.ts';
import { findEnvFileFaults } from './find-env-file-faults.ts';
import { type ParsedCompose, parseCompose } from './parse-compose.ts';
import { folderOf, resolveInside } from './resolve-inside.ts';

/** Most compose files that one may draw in, each counted once for every folder that its paths start from. */
export const MAX_COMPOSE_VISITS = 100;

/** Most paths that a compose file may name, with all that it draws in. */
export const MAX_COMPOSE_REFERENCES = 2000;

/** What a compose file needs, with all that it includes and extends. */
export interface ComposeWalk {
  /** The compose file that it began with. */
  readonly entry: string;
  /** Paths of the package that are needed; of a folder, every file below. */
  readonly paths: ReadonlySet<string>;
  readonly faults: readonly ContentFault[];
  /** Every compose file that was reached and could be read, by path. */
  readonly files: ReadonlyMap<string, ComposeFile>;
  /** Those of them that take part as they stand: the first one and what is included, not what is only extended. */
  readonly project: ReadonlySet<string>;
}

/** A compose file that could be read. */
export type ComposeFile = Extract<ParsedCompose, { readonly ok: true }>;

interface Visit {
  readonly path: string;
  /** Folder that relative paths start from. */
  readonly folder: string;
}

interface LocatedReference extends ComposeReference {
  readonly spot: TextPlace;
}

/** Follows a compose file through includes, extends and every file it names. It never leaves the package. */
export function walkCompose(path: string, content: PackageContent): ComposeWalk {
  const known = new Set(content.files.map((file) => file.path));
  const paths = new Set<string>();
  const project = new Set<string>([path]);
  const faults: ContentFault[] = [];
  const visited = new Set<string>();
  const parsedFiles = new Map<string, ParsedCompose>();
  let references = 0;
  const open: Visit[] = [{ path, folder: folderOf(path) }];
  for (let visit = open.pop(); visit !== undefined; visit = open.pop()) {
    const key = JSON.stringify([visit.path, visit.folder]);
    if (visited.has(key)) continue;
    if (visited.size >= MAX_COMPOSE_VISITS) return exceed(`draws in more than ${MAX_COMPOSE_VISITS} files`);
    visited.add(key);
    paths.add(visit.path);
    // Compose reads .env beside the project file by itself.
    const dotEnv = resolveInside(visit.folder, '.env');
    if (dotEnv !== undefined && known.has(dotEnv)) addEnvFile(dotEnv);
    const parsed = parsedFiles.get(visit.path) ?? parseCompose(content.readText(visit.path) ?? '');
    parsedFiles.set(visit.path, parsed);
    if (!parsed.ok) {
      const { line, column, reason, fix } = parsed;
      const code = 'MARGO_COMPOSE_UNREADABLE';
      const message = `the compose file ${visit.path} cannot be read: ${reason}`;
      const options = fix === undefined ? {} : { fix };
      faults.push({ code, path: visit.path, line, column, message, severity: 'error', ...options });
      continue;
    }
    const named = listComposeReferences(parsed.value);
    references += named.length;
    if (references > MAX_COMPOSE_REFERENCES) return exceed(`names more than ${MAX_COMPOSE_REFERENCES} paths`);
    for (const reference of named) {
      follow({ ...reference, spot: parsed.locate(reference.at) }, visit);
    }
  }
  return { entry: path, paths, faults, files: listRead(), project };

  function listRead(): ReadonlyMap<string, ComposeFile> {
    return new Map(
      [...parsedFiles].flatMap(([file, parsed]) => (parsed.ok ? [[file, parsed] as const] : [])),
    );
  }

  function exceed(what: string): ComposeWalk {
    const message = `the compose file ${path} ${what}`;
    faults.push({ code: 'MARGO_COMPOSE_UNREADABLE', path, line: 1, column: 1, message, severity: 'error' });
    return { entry: path, paths, faults, files: listRead(), project };
  }

  function follow(reference: LocatedReference, visit: Visit): void {
    const target = locate(reference, visit);
    if (target === undefined) return;
    const below = known.has(target) ? [] : [...known].filter((file) => isBelow(file, target));
    if (!known.has(target) && below.length === 0) {
      // A folder that is not there is made by the container engine at its first start.
      if (reference.isRequired && reference.kind !== 'bind') {
        report('MARGO_COMPOSE_MISSING', reference, visit, 'which is not in the package');
      }
      return;
    }
    if (!known.has(target) && READ_AS_FILE.has(reference.kind)) {
      report('MARGO_COMPOSE_MISSING', reference, visit, 'which is a folder, not a file');
      return;
    }
    if (reference.kind === 'env_file') addEnvFile(target);
    for (const file of known.has(target) ? [target] : below) paths.add(file);
    if (reference.kind === 'include') {
      project.add(target);
      open.push({ path: target, folder: projectFolder(reference, visit, target) });
    }
    if (reference.kind === 'extends') open.push({ path: target, folder: folderOf(target) });
  }

  function locate(reference: LocatedReference, visit: Visit): string | undefined {
    // A folder of the host: `findDemands` reports it, the fleet policy and the site decide.
    if (reference.kind === 'bind' && /^[/~$]/.test(reference.path)) return undefined;
    const isRemote = /^[a-z][a-z0-9+.-]*:|^[^/]+@[^/]+:|^github\.com\//i.test(reference.path);
    const target =
      isRemote || reference.path.includes('$') ? undefined : resolveInside(visit.folder, reference.path);
    if (target === undefined)
      report('MARGO_COMPOSE_OUTSIDE', reference, visit, 'which is not a path inside the package');
    return target;
  }

  function report(code: ErrorCode, reference: LocatedReference, visit: Visit, what: string): void {
    const shown = reference.path === '' ? 'an empty path' : toSafeText(reference.path, 120);
    const message = `${showPath(reference.at)} of ${visit.path} names ${shown}, ${what}`;
    const { spot, at } = reference;
    faults.push({ code, path: visit.path, ...spot, message, severity: 'error', at });
  }

  function addEnvFile(file: string): void {
    if (paths.has(file)) return;
    paths.add(file);
    faults.push(...findEnvFileFaults(file, content.readText(file)));
  }

  function projectFolder(reference: ComposeReference, visit: Visit, target: string): string {
    if (reference.projectFolder === undefined) return folderOf(target);
    return resolveInside(visit.folder, reference.projectFolder) ?? folderOf(target);
  }
}

/** References that compose itself reads. */
const READ_AS_FILE: ReadonlySet<ComposeReference['kind']> = new Set(['env_file', 'include', 'extends']);

function isBelow(file: string, folder: string): boolean {
  return folder === '' || file.startsWith(`${folder}/`);
}
