import { posix } from 'node:path';
import {
  type ComposeDocument,
  isMap,
  listEnvFiles,
  listInputs,
  listVariableNames,
  type ResolvedService,
  readServices,
  resolveServices,
  type YamlMap,
} from '@colo/schemas/compose';
import { ColoError, type Place } from '@colo/schemas/errors';
import { isRefusedName } from '../check-environment.ts';
import type { ContentFile, RuntimeGuard } from '../runtime.ts';
import { judgeModel } from './judge-model.ts';
import { judgeSecrets } from './judge-secrets.ts';
import { readComposeModel } from './read-compose-model.ts';
import { type Judgement, refuse } from './refuse.ts';

/** A compose file that passed the guard, with every file that it extends. */
export interface ComposePackage {
  readonly model: YamlMap;
  readonly services: readonly ResolvedService[];
  /** Paths in the package that the compose tool itself reads. */
  readonly inputs: readonly string[];
}

/** Reads and judges a compose file and all that it draws in. */
export async function readComposePackage(
  file: ContentFile,
  files: readonly ContentFile[],
  environment: Readonly<Record<string, string>>,
  guard: RuntimeGuard,
  place: Place,
): Promise<ComposePackage> {
  const folder = posix.dirname(file.path) === '.' ? '' : posix.dirname(file.path);
  const dotenv = await readVariableNames(folder === '' ? '.env' : `${folder}/.env`, files, place);
  const variables = { environment, dotenv };
  const seen = new Set<string>();
  const documents = new Map<string, ComposeDocument>();
  const inputs = new Set<string>();
  const model = await readJudged(file);
  const services = resolveServices(file.path, documents);
  if (services.length === 0) {
    throw new ColoError('NODE_CONTENT_INVALID', `The compose file ${file.path} has no services.`, { place });
  }
  return { model, services, inputs: [...inputs] };

  async function readJudged(current: ContentFile): Promise<YamlMap> {
    seen.add(current.path);
    const parent = posix.dirname(current.path);
    const judgement: Judgement = {
      guard,
      place: { ...place, file: current.path },
      folder: parent === '.' ? '' : parent,
    };
    const judged = await readComposeModel(current, variables, place);
    judgeSecrets(judged, judgement);
    judgeModel(judged, judgement);
    documents.set(current.path, { services: readServices(judged), folder: judgement.folder });
    for (const path of listInputs(current.path, judged)) inputs.add(path);
    for (const service of Object.values(readServices(judged))) {
      for (const path of listEnvFiles(service['env_file'] ?? [])) {
        await readVariableNames(posix.join(judgement.folder, String(path)), files, place);
      }
      const extended = findExtendedFile(service['extends'], judgement, files);
      if (extended !== undefined && !seen.has(extended.path)) {
        await readJudged(extended);
      }
    }
    return judged;
  }
}

function findExtendedFile(
  value: unknown,
  judgement: Judgement,
  files: readonly ContentFile[],
): ContentFile | undefined {
  const name = isMap(value) ? value['file'] : undefined;
  if (name === undefined) {
    return undefined;
  }
  const path = typeof name === 'string' ? posix.normalize(posix.join(judgement.folder, name)) : '';
  const file = files.find((candidate) => candidate.path === path);
  if (file === undefined || String(name).startsWith('/')) {
    refuse(
      judgement,
      `"extends" of ${JSON.stringify(String(name).slice(0, 100))}, which is not a file of the package`,
    );
  }
  return file;
}

/** Names that an env file of the package sets. Throws NODE_ENVIRONMENT_REFUSED for those that steer the node. */
async function readVariableNames(
  path: string,
  files: readonly ContentFile[],
  place: Place,
): Promise<ReadonlySet<string>> {
  const normal = posix.normalize(path);
  const file = files.find((candidate) => candidate.path === normal);
  const names = new Set<string>();
  const text = file === undefined ? '' : Buffer.from(await file.read()).toString('utf8');
  for (const name of listVariableNames(text)) {
    if (isRefusedName(name)) {
      throw new ColoError(
        'NODE_ENVIRONMENT_REFUSED',
        `The env file sets ${name}, which would steer the node itself.`,
        {
          place: { ...place, file: normal },
        },
      );
    }
    names.add(name);
  }
  return names;
}
