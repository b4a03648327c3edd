import type { PathStep } from '../documents/json-pointer.ts';
import { UNKNOWN_VALUE } from './interpolate.ts';
import { isMap } from './yaml-map.ts';

/** What a service mounts, as its compose file says. */
export interface ServiceMount {
  /** `anonymous`: a volume without a name. */
  readonly kind: 'bind' | 'volume' | 'anonymous' | 'tmpfs';
  /** Path or name, as written; absent where there is none. */
  readonly source?: string;
  /** Path in the container, as written. */
  readonly target: string;
  readonly isWritable: boolean;
  /** False where a variable that only the node knows is a part of it. */
  readonly isKnown: boolean;
  /** The way to it in the service. */
  readonly at: readonly PathStep[];
}

/** Reads `volumes` and `tmpfs` of a service whose volumes were judged. What has no target is left out. */
export function listServiceMounts(service: Readonly<Record<string, unknown>>): readonly ServiceMount[] {
  const volumes = service['volumes'];
  const tmpfs = service['tmpfs'];
  return [
    ...(Array.isArray(volumes) ? volumes.flatMap((each, index) => readVolume(each, ['volumes', index])) : []),
    ...(Array.isArray(tmpfs) ? tmpfs : [tmpfs]).flatMap((each) => readTmpfs(each, ['tmpfs'])),
  ];
}

function readVolume(volume: unknown, at: readonly PathStep[]): readonly ServiceMount[] {
  if (typeof volume === 'string') {
    return [readShortVolume(volume, at)];
  }
  if (!isMap(volume) || typeof volume['target'] !== 'string') {
    return [];
  }
  const { type, source, target } = volume;
  // Tools differ in which texts they take for true: what may be written is kept.
  const common = { target, isWritable: volume['read_only'] !== true, isKnown: isKnown(volume), at };
  if (type === 'tmpfs') {
    return [{ kind: 'tmpfs', ...common }];
  }
  if (typeof source !== 'string') {
    return [{ kind: 'anonymous', ...common }];
  }
  return [{ kind: type === 'bind' ? 'bind' : 'volume', source, ...common }];
}

function readShortVolume(volume: string, at: readonly PathStep[]): ServiceMount {
  const [first = '', second, options = ''] = volume.split(':');
  const common = { isKnown: isKnown(volume), at };
  if (second === undefined) {
    return { kind: 'anonymous', target: first, isWritable: true, ...common };
  }
  return {
    kind: /^[/.~\\]/.test(first) ? 'bind' : 'volume',
    source: first,
    target: second,
    isWritable: !options.split(',').includes('ro'),
    ...common,
  };
}

function readTmpfs(item: unknown, at: readonly PathStep[]): readonly ServiceMount[] {
  return typeof item === 'string'
    ? [{ kind: 'tmpfs', target: item.split(':')[0] ?? '', isWritable: true, isKnown: isKnown(item), at }]
    : [];
}

function isKnown(item: unknown): boolean {
  return !JSON.stringify(item).includes(UNKNOWN_VALUE);
}
