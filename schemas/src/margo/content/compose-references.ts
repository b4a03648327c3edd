import { isRecord } from '../is-record.ts';

/** What a reference is for; each kind has rules of its own. */
export type ReferenceKind =
  | 'include'
  | 'extends'
  | 'env_file'
  | 'label_file'
  | 'config'
  | 'secret'
  | 'bind'
  | 'build';

/** A path that a compose file names. */
export interface ComposeReference {
  readonly kind: ReferenceKind;
  readonly path: string;
  /** Keys on the way to it: services, web, env_file. */
  readonly at: readonly string[];
  /** False where compose goes on without the file. */
  readonly isRequired: boolean;
  /** Folder that the paths of an included file are relative to, where it is not the file's own. */
  readonly projectFolder?: string;
}

type Value = Readonly<Record<string, unknown>>;

/** Every file or folder that a compose file names (Compose Specification 2024 and later). */
export function listComposeReferences(compose: Value): readonly ComposeReference[] {
  return [
    ...listIncludes(compose['include']),
    ...entriesOf(compose['services']).flatMap(([name, service]) =>
      listOfService(['services', name], service),
    ),
    ...entriesOf(compose['configs']).flatMap(([name, config]) =>
      listFile('config', ['configs', name], config),
    ),
    ...entriesOf(compose['secrets']).flatMap(([name, secret]) =>
      listFile('secret', ['secrets', name], secret),
    ),
  ];
}

function listIncludes(include: unknown): readonly ComposeReference[] {
  return toList(include).flatMap((entry): readonly ComposeReference[] => {
    if (typeof entry === 'string')
      return [{ kind: 'include', path: entry, at: ['include'], isRequired: true }];
    if (!isRecord(entry)) return [];
    const folder = entry['project_directory'];
    const project = typeof folder === 'string' ? { projectFolder: folder } : {};
    return [
      ...textsOf(entry['path']).map(
        (path): ComposeReference => ({
          kind: 'include',
          path,
          at: ['include'],
          isRequired: true,
          ...project,
        }),
      ),
      ...textsOf(entry['env_file']).map(
        (path): ComposeReference => ({ kind: 'env_file', path, at: ['include'], isRequired: true }),
      ),
    ];
  });
}

function listOfService(place: readonly string[], service: Value): readonly ComposeReference[] {
  const extended = service['extends'];
  const file = isRecord(extended) ? extended['file'] : undefined;
  const references: ComposeReference[] = [];
  if (typeof file === 'string')
    references.push({ kind: 'extends', path: file, at: [...place, 'extends'], isRequired: true });
  return [
    ...references,
    ...listEnvFiles(place, service['env_file']),
    ...textsOf(service['label_file']).map(
      (path): ComposeReference => ({
        kind: 'label_file',
        path,
        at: [...place, 'label_file'],
        isRequired: true,
      }),
    ),
    ...toList(service['volumes']).flatMap((volume) => listBind([...place, 'volumes'], volume)),
    ...listBuild([...place, 'build'], service['build']),
  ];
}

function listEnvFiles(place: readonly string[], value: unknown): readonly ComposeReference[] {
  return toList(value).flatMap((entry): readonly ComposeReference[] => {
    const path = isRecord(entry) ? entry['path'] : entry;
    const isRequired = !isRecord(entry) || entry['required'] !== false;
    return typeof path === 'string'
      ? [{ kind: 'env_file', path, at: [...place, 'env_file'], isRequired }]
      : [];
  });
}

/** Short form `source:target[:mode]`: a source that looks like a path is a bind mount, any other a volume's name. */
function listBind(place: readonly string[], volume: unknown): readonly ComposeReference[] {
  if (isRecord(volume)) {
    const source = volume['source'];
    if (volume['type'] !== 'bind' || typeof source !== 'string') return [];
    return [{ kind: 'bind', path: source, at: place, isRequired: true }];
  }
  if (typeof volume !== 'string') return [];
  const source = /^(?<source>(?:\$\{[^}]*\}|[^:])*):/.exec(volume)?.groups?.['source'];
  if (source === undefined || !/^[./~$]/.test(source)) return [];
  return [{ kind: 'bind', path: source, at: place, isRequired: true }];
}

function listBuild(place: readonly string[], build: unknown): readonly ComposeReference[] {
  const context = isRecord(build) ? (build['context'] ?? '.') : build;
  return typeof context === 'string' ? [{ kind: 'build', path: context, at: place, isRequired: true }] : [];
}

function listFile(
  kind: 'config' | 'secret',
  place: readonly string[],
  value: Value,
): readonly ComposeReference[] {
  const path = value['file'];
  return typeof path === 'string' ? [{ kind, path, at: [...place, 'file'], isRequired: true }] : [];
}

function entriesOf(value: unknown): readonly (readonly [string, Value])[] {
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([name, entry]) => (isRecord(entry) ? [[name, entry] as const] : []));
}

function toList(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return value === undefined || value === null ? [] : [value];
}

function textsOf(value: unknown): readonly string[] {
  return toList(value).filter((entry) => typeof entry === 'string');
}
