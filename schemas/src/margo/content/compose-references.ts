import type { PathStep } from '../../documents/json-pointer.ts';
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
  /** The way to it: services, web, env_file, 0. */
  readonly at: readonly PathStep[];
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
  return listEntries(include, ['include']).flatMap(({ value: entry, at }): readonly ComposeReference[] => {
    if (typeof entry === 'string') return [{ kind: 'include', path: entry, at, isRequired: true }];
    if (!isRecord(entry)) return [];
    const folder = entry['project_directory'];
    const project = typeof folder === 'string' ? { projectFolder: folder } : {};
    return [
      ...listTexts('include', entry['path'], [...at, 'path']).map((each) => ({ ...each, ...project })),
      ...listTexts('env_file', entry['env_file'], [...at, 'env_file']),
    ];
  });
}

function listOfService(place: readonly PathStep[], service: Value): readonly ComposeReference[] {
  const extended = service['extends'];
  const file = isRecord(extended) ? extended['file'] : undefined;
  return [
    ...listTexts('extends', file, [...place, 'extends', 'file']),
    ...listEnvFiles(place, service['env_file']),
    ...listTexts('label_file', service['label_file'], [...place, 'label_file']),
    ...listEntries(service['volumes'], [...place, 'volumes']).flatMap(({ value, at }) => listBind(at, value)),
    ...listBuild([...place, 'build'], service['build']),
  ];
}

function listEnvFiles(place: readonly PathStep[], value: unknown): readonly ComposeReference[] {
  return listEntries(value, [...place, 'env_file']).flatMap(
    ({ value: entry, at }): readonly ComposeReference[] => {
      if (!isRecord(entry)) return listTexts('env_file', entry, at);
      const isRequired = entry['required'] !== false;
      return listTexts('env_file', entry['path'], [...at, 'path']).map((each) => ({ ...each, isRequired }));
    },
  );
}

/** Short form `source:target[:mode]`: a source that looks like a path is a bind mount, any other a volume's name. */
function listBind(place: readonly PathStep[], volume: unknown): readonly ComposeReference[] {
  if (isRecord(volume)) {
    const source = volume['source'];
    return volume['type'] === 'bind' ? listTexts('bind', source, [...place, 'source']) : [];
  }
  if (typeof volume !== 'string') return [];
  const source = /^(?<source>(?:\$\{[^}]*\}|[^:])*):/.exec(volume)?.groups?.['source'];
  if (source === undefined || !/^[./~$]/.test(source)) return [];
  return [{ kind: 'bind', path: source, at: place, isRequired: true }];
}

function listBuild(place: readonly PathStep[], build: unknown): readonly ComposeReference[] {
  const context = isRecord(build) ? (build['context'] ?? '.') : build;
  return listTexts('build', context, place);
}

function listFile(
  kind: 'config' | 'secret',
  place: readonly PathStep[],
  value: Value,
): readonly ComposeReference[] {
  return listTexts(kind, value['file'], [...place, 'file']);
}

function entriesOf(value: unknown): readonly (readonly [string, Value])[] {
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([name, entry]) => (isRecord(entry) ? [[name, entry] as const] : []));
}

interface Entry {
  readonly value: unknown;
  readonly at: readonly PathStep[];
}

/** The entries of a list, each with its own place; what is no list is its only entry. */
function listEntries(value: unknown, at: readonly PathStep[]): readonly Entry[] {
  if (Array.isArray(value)) {
    return value.map((entry: unknown, index) => ({ value: entry, at: [...at, index] }));
  }
  return value === undefined || value === null ? [] : [{ value, at }];
}

/** A path, or a list of them. */
function listTexts(
  kind: ReferenceKind,
  value: unknown,
  place: readonly PathStep[],
): readonly ComposeReference[] {
  return listEntries(value, place).flatMap(({ value: path, at }): readonly ComposeReference[] =>
    typeof path === 'string' ? [{ kind, path, at, isRequired: true }] : [],
  );
}
