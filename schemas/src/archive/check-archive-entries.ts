import { compareCodePoints } from '../digests/compare-code-points.ts';
import type { Diagnostic } from '../documents/diagnostic.ts';
import { describePathProblem } from '../validate/check-path.ts';
import { createCollisionFinder } from '../validate/find-collisions.ts';
import { describeEntryFault } from './archive-fault.ts';
import type { TarEntry } from './read-tar-entries.ts';

/** A tar's entry by the name that it would be unpacked to, without `./` before it and `/` behind it. */
export interface NamedEntry extends TarEntry {
  readonly isFolder: boolean;
}

/** Words for what is neither file nor folder. */
const WORDS: Readonly<Record<string, string>> = {
  SymbolicLink: 'a symbolic link',
  Link: 'a hard link',
  CharacterDevice: 'a character device',
  BlockDevice: 'a block device',
  FIFO: 'a pipe',
  SparseFile: 'a sparse file',
};

/** Types of plain files: of today, and of tar programs before POSIX. */
const FILES: ReadonlySet<string> = new Set(['File', 'OldFile']);

/** The entry under its plain name; undefined for the folder that everything lies in (`./`). */
export function nameEntry(entry: TarEntry): NamedEntry | undefined {
  const isFolder = entry.type === 'Directory';
  const path = entry.path.replace(/^(?:\.\/)+/, '');
  if (isFolder && (path === '' || path === '.')) return undefined;
  return { ...entry, isFolder, path: isFolder ? path.replace(/\/$/, '') : path };
}

/** Entries that must not be unpacked: by path, by what they are, or since another takes their place. */
export function checkArchiveEntries(entries: readonly NamedEntry[], file: string): readonly Diagnostic[] {
  const faults: Diagnostic[] = [];
  const sound: NamedEntry[] = [];
  const folders = new Set<string>();
  for (const entry of entries) {
    const problem = describePathProblem(entry.path);
    if (problem !== undefined) {
      faults.push(describeEntryFault('MARGO_ARCHIVE_PATH', file, entry.path, problem));
    } else if (!entry.isFolder && !FILES.has(entry.type)) {
      const what = WORDS[entry.type] ?? 'neither a file nor a folder';
      faults.push(describeEntryFault('MARGO_ARCHIVE_ENTRY', file, entry.path, `is ${what}`));
    } else if (!entry.isFolder || !folders.has(entry.path)) {
      // Many programs write a folder more than once.
      if (entry.isFolder) folders.add(entry.path);
      sound.push(entry);
    }
  }
  return [...faults, ...findArchiveCollisions(sound, file)];
}

function findArchiveCollisions(entries: readonly NamedEntry[], file: string): readonly Diagnostic[] {
  const findCollisions = createCollisionFinder();
  // The slash makes a folder's name a folder to the finder, also where nothing is in it.
  const paths = entries.map(({ path, isFolder }) => (isFolder ? `${path}/` : path)).sort(compareCodePoints);
  return paths.flatMap((path) =>
    findCollisions(path).map(({ message }) =>
      describeEntryFault('MARGO_ARCHIVE_PATH', file, path, `cannot be unpacked: ${message}`),
    ),
  );
}
