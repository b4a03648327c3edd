import { isColoError } from '../errors/colo-error.ts';
import { checkVariableName } from '../margo/check-variable-name.ts';
import { folderOf } from '../margo/content/resolve-inside.ts';
import type { PackageContent } from '../margo/package-content.ts';
import type { Variables } from './interpolate.ts';
import { joinPath } from './join-path.ts';
import { listInputs, readServices } from './list-inputs.ts';
import { listVariableNames } from './list-variable-names.ts';
import { parseComposeModel } from './parse-compose-model.ts';
import {
  type ComposeDocument,
  listRunningServices,
  type ResolvedService,
  resolveServices,
} from './resolve-services.ts';
import type { YamlMap } from './yaml-map.ts';

/** A compose file of a package, as the tools on the nodes will see it. */
export interface ComposeSurvey {
  readonly model: YamlMap;
  /** Folder in the package; empty for its root. */
  readonly folder: string;
  /** The services that run. */
  readonly services: readonly ResolvedService[];
  /** Paths in the package that the compose tool itself reads. */
  readonly inputs: readonly string[];
}

/**
 * Reads a compose file and those that it extends, by the code of LO; no guard judges them.
 *
 * @param entry path of the compose file in the package
 * @param paths of all compose files that it draws in
 * @param environment `UNKNOWN_VALUE` stands for what nobody knows here
 * @returns undefined where LO could not read it either
 */
export function surveyCompose(
  entry: string,
  paths: Iterable<string>,
  content: PackageContent,
  environment: Readonly<Record<string, string>>,
): ComposeSurvey | undefined {
  const folder = folderOf(entry);
  const dotenv = new Set(listVariableNames(content.readText(joinPath(folder, '.env')) ?? ''));
  const variables: Variables = { environment, dotenv, isRefused };
  const models = new Map<string, YamlMap>();
  try {
    for (const path of new Set([entry, ...paths])) {
      models.set(path, parseComposeModel(path, content.readText(path) ?? '', variables, {}));
    }
  } catch (error) {
    if (isColoError(error)) return undefined;
    throw error;
  }
  const documents = new Map<string, ComposeDocument>(
    [...models].map(([path, model]) => [path, { services: readServices(model), folder: folderOf(path) }]),
  );
  const services = resolveServices(entry, documents);
  const running = new Set(listRunningServices(services));
  return {
    model: models.get(entry) ?? {},
    folder,
    services: services.filter(({ name }) => running.has(name)),
    inputs: [...models].flatMap(([path, model]) => listInputs(path, model)),
  };
}

function isRefused(name: string): boolean {
  return checkVariableName(name) === 'reserved';
}
