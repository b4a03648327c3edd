import type { Diagnostic } from '../../documents/diagnostic.ts';
import { formatPointer } from '../../documents/json-pointer.ts';
import { makeDiagnostic } from '../../documents/make-diagnostic.ts';
import { parseYaml } from '../../documents/yaml/parse-yaml.ts';
import { suggestWord } from '../../text/suggest-word.ts';
import { toSafeText } from '../../text/to-safe-text.ts';
import type { AppPackage } from '../app-package.ts';
import type { CheckContentOptions } from '../check-content-options.ts';
import type { Fault } from '../fault.ts';
import { isRecord } from '../is-record.ts';
import type { PackageContent } from '../package-content.ts';
import { listUnset, listVariables } from './check-variables.ts';
import { checkComposeModel } from './compose-model/check-compose-model.ts';
import { checkComposeSchema } from './compose-schema/check-compose-schema.ts';
import type { ContentFault } from './content-fault.ts';
import { findDemands } from './find-demands.ts';
import { findRefused } from './find-refused.ts';
import { findUnkept, type Unkept } from './find-unkept.ts';
import { judgeRule } from './package-policy.ts';
import { folderOf } from './resolve-inside.ts';
import type { ComposeWalk } from './walk-compose.ts';

/** A compose file that components run, with all that it draws in. */
export interface ComposeUse {
  readonly walk: ComposeWalk;
  /** What it is a file of: the package, or an archive of it. */
  readonly content: PackageContent;
  /** Path of that archive; empty where it is the package itself. */
  readonly archive: string;
  /** Names of the components that run it. */
  readonly components: ReadonlySet<string>;
}

/** What is wrong with the compose files of a package, and what they ask of hosts. A file in two uses is judged once. */
export function checkComposeFiles(
  pkg: AppPackage,
  uses: ReadonlyMap<string, ComposeUse>,
  options: CheckContentOptions,
): readonly Diagnostic[] {
  const found = new Map<string, Diagnostic>();
  for (const { walk, content, archive, components } of uses.values()) {
    const nameOf = (path: string): string => nameFile(options.file, archive, path);
    const given = listGiven(pkg, components);
    const unkept = findUnkept(walk, content, given);
    const refused = listRefused(walk, unkept, nameOf, options);
    const hopeless = new Set(refused.filter(({ severity }) => severity === 'error').map(pointerOf));
    const said = new Set<string>();
    for (const walked of walk.faults) {
      const { code, path, line, column, message, severity, fix } = walked;
      const around = listAround(walked, nameOf);
      // What LO refuses needs no files.
      if (code === 'MARGO_COMPOSE_MISSING' && around.some((each) => hopeless.has(each))) continue;
      for (const each of around) said.add(each);
      const spot = { file: nameOf(path), line, column, pointer: '' };
      add(makeDiagnostic(code, message, spot, fix === undefined ? { severity } : { severity, fix }));
    }
    // What could not be read, or is not in the package, may well define what is missing.
    const isWhole = !walk.faults.some(({ severity }) => severity === 'error');
    const model = checkComposeModel(walk, isWhole, nameOf);
    for (const [path, file] of walk.files) {
      const parsed = file.toParsedYaml(nameOf(path));
      const outer = checkComposeSchema(parsed);
      const inner = model.filter((fault) => fault.file === nameOf(path) && !isFollowUp(fault, outer));
      for (const fault of [...outer, ...inner]) add(fault);
      const errors = [...found.values()].filter(({ severity }) => severity === 'error');
      const wrong = new Set(errors.map(placeOf));
      const own = refused.filter((fault) => fault.file === nameOf(path));
      const beyond = own.filter((fault) => !wrong.has(placeOf(fault)) && !said.has(pointerOf(fault)));
      for (const fault of beyond) add(fault);
      const taken = new Set([...inner, ...beyond].map(placeOf));
      for (const { rule, code, path: at, message } of findDemands(file.value, given)) {
        const severity = judgeRule(rule, options.policy);
        const spot = parsed.locate(at);
        if (severity === undefined || taken.has(placeOf(spot))) continue;
        add(makeDiagnostic(code, message, spot, { severity }));
      }
    }
    // Where a path or a mount is at fault for its variable, that says it all.
    const places = new Set([...found.values()].map(placeOf));
    for (const fault of findUnset(walk, content, given, nameOf)) {
      if (!places.has(placeOf(fault))) add(fault);
    }
    // For who writes the package; each deployment of a fleet that has the other tools need not repeat it.
    const isForAuthor = options.policy === undefined && isWhole && refused.length === 0 && !hasErrors();
    const podman = isForAuthor ? describeForPodman(walk, unkept, nameOf) : undefined;
    if (podman !== undefined) add(podman);
  }
  return [...found.values()];

  function hasErrors(): boolean {
    return [...found.values()].some(({ severity }) => severity === 'error');
  }

  function add(diagnostic: Diagnostic): void {
    const { code, file, line, column, message } = diagnostic;
    found.set(JSON.stringify([code, file, line, column, message]), diagnostic);
  }
}

/** What no site runs: an error where the package is for one of a fleet, as what the fleet's policy refuses is. */
function listRefused(
  walk: ComposeWalk,
  unkept: Unkept,
  nameOf: (path: string) => string,
  { policy }: CheckContentOptions,
): readonly Diagnostic[] {
  const severity = policy === undefined ? 'warning' : 'error';
  return [...walk.files].flatMap(([path, file]) => {
    const parsed = file.toParsedYaml(nameOf(path));
    const own = unkept.refused.filter((each) => each.file === path);
    return [...findRefused(file.value), ...own].map(({ path: at, message, fix }) =>
      makeDiagnostic('MARGO_COMPOSE_REFUSED', message, parsed.locate(at), { severity, fix }),
    );
  });
}

/** What one of the tools cannot run: a host with another one can. */
function describeForPodman(
  walk: ComposeWalk,
  { podman }: Unkept,
  nameOf: (path: string) => string,
): Diagnostic | undefined {
  const parsed = walk.files.get(walk.entry)?.toParsedYaml(nameOf(walk.entry));
  if (podman === undefined || parsed === undefined) return undefined;
  const spot = parsed.locateKey(podman.path);
  return makeDiagnostic('MARGO_COMPOSE_PODMAN', podman.message, spot, { severity: 'warning' });
}

function pointerOf({ file, pointer }: Pick<Diagnostic, 'file' | 'pointer'>): string {
  return JSON.stringify([file, pointer]);
}

/** All that a path which the compose file names stands within. */
function listAround({ path, at = [] }: ContentFault, nameOf: (path: string) => string): readonly string[] {
  return at.map((_, index) =>
    pointerOf({ file: nameOf(path), pointer: formatPointer(at.slice(0, index + 1)) }),
  );
}

/** Name of a file in messages: beside `margo.yaml`, below its archive if it lies in one. */
function nameFile(margoFile: string, archive: string, path: string): string {
  return [folderOf(margoFile), archive, path].filter((part) => part !== '').join('/');
}

/** A mistyped key of a service or of the file explains what seems to be missing there. */
function isFollowUp(fault: Diagnostic, outer: readonly Diagnostic[]): boolean {
  return outer.some(({ pointer }) => {
    const [, part, service] = pointer.split('/');
    if (part !== 'services' || service === undefined) return true;
    return `${fault.pointer}/`.startsWith(`/services/${service}/`);
  });
}

function placeOf({ file, line, column }: Pick<Diagnostic, 'file' | 'line' | 'column'>): string {
  return JSON.stringify([file, line, column]);
}

function findUnset(
  walk: ComposeWalk,
  content: PackageContent,
  given: ReadonlySet<string>,
  nameOf: (path: string) => string,
): readonly Diagnostic[] {
  return listUnset(walk, content, given).flatMap(({ name, file, path, near }) => {
    const shown = toSafeText(name, 80);
    const spot = walk.files.get(file)?.toParsedYaml(nameOf(file)).locate(path);
    if (spot === undefined) return [];
    const message = `no parameter and no .env gives \${${shown}} a value${suggest(near)}`;
    const fix =
      near === undefined
        ? {}
        : { fix: `Write \${${toSafeText(near, 80)}} here, or ${shown} where that is set.` };
    return [makeDiagnostic('MARGO_COMPOSE_VARIABLE_UNSET', message, spot, { severity: 'warning', ...fix })];
  });
}

function suggest(near: string | undefined): string {
  return near === undefined ? '' : `; did you mean ${toSafeText(near, 80)}?`;
}

function listGiven(pkg: AppPackage, components: ReadonlySet<string>): ReadonlySet<string> {
  const targets = Object.values(pkg.parameters).flatMap((parameter) => parameter.targets);
  const meant = targets.filter((target) => target.components.some((name) => components.has(name)));
  return new Set(meant.map(({ pointer }) => pointer));
}

function isBroken({ code, severity }: Diagnostic): boolean {
  return code === 'MARGO_COMPOSE_INVALID' && severity === 'error';
}

/**
 * Targets whose variable no compose file of the component reads. A component of another type may read it all the same.
 *
 * @param faults of the compose files
 */
export function findUnusedTargets(
  pkg: AppPackage,
  uses: ReadonlyMap<string, ComposeUse>,
  content: PackageContent,
  faults: readonly Diagnostic[],
  margoFile: string,
): readonly Fault[] {
  const broken = new Set(faults.filter(isBroken).map(({ file }) => file));
  const types = new Map<string, Set<string>>();
  for (const { type, components } of pkg.profiles) {
    for (const { name } of components) types.set(name, (types.get(name) ?? new Set()).add(type));
  }
  const named = new Map<string, Set<string>>();
  const explained = new Map<string, Set<string>>();
  for (const { walk, content: own, archive, components } of uses.values()) {
    const nearUnset = listReportedNear(walk, own, listGiven(pkg, components), faults, (path) =>
      nameFile(margoFile, archive, path),
    );
    for (const name of components)
      explained.set(name, new Set([...(explained.get(name) ?? []), ...nearUnset]));
    // What cannot be read, or is not in its form, may well be meant to name the variable.
    if (walk.faults.some(({ code }) => code === 'MARGO_COMPOSE_UNREADABLE')) continue;
    if ([...walk.files.keys()].some((path) => broken.has(nameFile(margoFile, archive, path)))) continue;
    const names = listVariables(walk, own).named;
    for (const name of components) named.set(name, new Set([...(named.get(name) ?? []), ...names]));
  }
  const written = parseYaml(content.readText('margo.yaml') ?? '', { file: 'margo.yaml' });
  const parameters =
    written.ok && isRecord(written.value.value) ? written.value.value['parameters'] : undefined;
  return Object.entries(pkg.parameters).flatMap(([parameter, { targets }]) =>
    targets.flatMap(({ pointer, components }): readonly Fault[] => {
      const known = components.map((name) => (types.get(name)?.size === 1 ? named.get(name) : undefined));
      if (known.some((names) => names === undefined || names.has(pointer))) return [];
      // Where the variable is misspelt, the compose file was told.
      if (components.some((name) => explained.get(name)?.has(pointer))) return [];
      const near = suggestWord(
        pointer,
        known.flatMap((names) => [...(names ?? [])]),
      );
      const message = `no compose file of ${components.join(', ')} reads the variable ${toSafeText(pointer, 80)}${suggest(near)}`;
      const path = [
        'parameters',
        parameter,
        'targets',
        findTarget(parameters, parameter, pointer),
        'pointer',
      ];
      return [{ code: 'MARGO_TARGET_UNUSED', path, message, severity: 'warning' }];
    }),
  );
}

/** Names that were suggested for variables which nothing sets. */
function listReportedNear(
  walk: ComposeWalk,
  content: PackageContent,
  given: ReadonlySet<string>,
  faults: readonly Diagnostic[],
  nameOf: (path: string) => string,
): readonly string[] {
  const reported = new Set(
    faults.filter(({ code }) => code === 'MARGO_COMPOSE_VARIABLE_UNSET').map((fault) => placeOf(fault)),
  );
  return listUnset(walk, content, given).flatMap(({ file, path, near }) => {
    const spot = walk.files.get(file)?.toParsedYaml(nameOf(file)).locate(path);
    return near !== undefined && spot !== undefined && reported.has(placeOf(spot)) ? [near] : [];
  });
}

/** Where a target stands in the file: normalised targets may be more than the written ones. */
function findTarget(parameters: unknown, parameter: string, pointer: string): number {
  const written = isRecord(parameters) ? parameters[parameter] : undefined;
  const targets = isRecord(written) && Array.isArray(written['targets']) ? written['targets'] : [];
  const index = targets.findIndex((target: unknown) => {
    const text = isRecord(target) ? target['pointer'] : undefined;
    return typeof text === 'string' && text.replace(/^ENV\./, '') === pointer;
  });
  return Math.max(0, index);
}
