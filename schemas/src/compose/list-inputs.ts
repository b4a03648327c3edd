import { folderOf } from '../margo/content/resolve-inside.ts';
import { joinPath } from './join-path.ts';
import { isMap, type YamlMap } from './yaml-map.ts';

/** Paths in the package that the compose tool itself reads for one compose file: the file, `.env`, env files, secrets and configs. */
export function listInputs(path: string, model: YamlMap): readonly string[] {
  const folder = folderOf(path);
  return [
    path,
    joinPath(folder, '.env'),
    ...listSourceFiles(model, folder),
    ...Object.values(readServices(model)).flatMap((service) =>
      listEnvFiles(service['env_file'] ?? []).map((file) => joinPath(folder, String(file))),
    ),
  ];
}

/** Files of secrets and configs. */
function listSourceFiles(model: YamlMap, folder: string): readonly string[] {
  return [model['secrets'], model['configs']]
    .flatMap((sources) => (isMap(sources) ? Object.values(sources) : []))
    .map((source) => (isMap(source) ? source['file'] : undefined))
    .filter((path) => typeof path === 'string')
    .map((path) => joinPath(folder, path));
}

/** Paths of a service's `env_file`, in any of its forms. */
export function listEnvFiles(value: unknown): readonly unknown[] {
  return (Array.isArray(value) ? value : [value]).map((item) => (isMap(item) ? item['path'] : item));
}

/** Services by name; one that is no mapping counts as empty. */
export function readServices(model: YamlMap): Readonly<Record<string, YamlMap>> {
  const services = model['services'];
  return isMap(services)
    ? Object.fromEntries(Object.entries(services).map(([name, item]) => [name, isMap(item) ? item : {}]))
    : {};
}
