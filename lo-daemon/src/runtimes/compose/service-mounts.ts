import { isMap } from './read-compose-model.ts';

/** What a service mounts, as its compose file says. */
export interface ServiceMount {
  /** `anonymous`: a volume without a name. */
  readonly kind: 'bind' | 'volume' | 'anonymous' | 'tmpfs';
  /** Path or name, as written; absent where there is none. */
  readonly source?: string;
  /** Path in the container, as written. */
  readonly target: string;
  readonly isWritable: boolean;
  readonly form: 'short' | 'long';
}

/** Reads `volumes` and `tmpfs` of a service whose volumes were judged. What has no target is left out. */
export function listServiceMounts(service: Readonly<Record<string, unknown>>): readonly ServiceMount[] {
  const volumes = service['volumes'];
  const tmpfs = service['tmpfs'];
  return [
    ...(Array.isArray(volumes) ? volumes.flatMap(readVolume) : []),
    ...(Array.isArray(tmpfs) ? tmpfs : [tmpfs]).flatMap(readTmpfs),
  ];
}

function readVolume(volume: unknown): readonly ServiceMount[] {
  if (typeof volume === 'string') {
    return [readShortVolume(volume)];
  }
  if (!isMap(volume) || typeof volume['target'] !== 'string') {
    return [];
  }
  const { type, source, target } = volume;
  const common = {
    target,
    // Tools differ in which texts they take for true: what may be written is kept.
    isWritable: volume['read_only'] !== true,
    form: 'long',
  } as const;
  if (type === 'tmpfs') {
    return [{ kind: 'tmpfs', ...common }];
  }
  if (typeof source !== 'string') {
    return [{ kind: 'anonymous', ...common }];
  }
  return [{ kind: type === 'bind' ? 'bind' : 'volume', source, ...common }];
}

function readShortVolume(volume: string): ServiceMount {
  const [first = '', second, options = ''] = volume.split(':');
  if (second === undefined) {
    return { kind: 'anonymous', target: first, isWritable: true, form: 'short' };
  }
  return {
    kind: /^[/.~\\]/.test(first) ? 'bind' : 'volume',
    source: first,
    target: second,
    isWritable: !options.split(',').includes('ro'),
    form: 'short',
  };
}

function readTmpfs(item: unknown): readonly ServiceMount[] {
  return typeof item === 'string'
    ? [{ kind: 'tmpfs', target: item.split(':')[0] ?? '', isWritable: true, form: 'short' }]
    : [];
}
