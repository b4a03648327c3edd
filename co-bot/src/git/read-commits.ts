import { ColoError } from '@colo/schemas/errors';
import type { CommitInfo } from '../ports/git-store.ts';
import type { ObjectReader } from './object-reader.ts';

/** A commit as its object says. */
export interface Commit extends CommitInfo {
  readonly tree: string;
  /** When it was committed, in seconds since 1970. */
  readonly date: number;
}

/** Reads commits by their full ids, and keeps those that were read last. */
export interface CommitReader {
  /** A commit, or undefined where there is none of that id. */
  find(id: string): Promise<Commit | undefined>;
  /** @throws ColoError CO_GIT_FAILED when there is no such commit */
  read(id: string): Promise<Commit>;
}

/** Commits that are kept; one with a longer message than this is read as often as it is needed. */
const MAX_KEPT = 20_000;
const MAX_KEPT_MESSAGE = 4 * 1024;

export function createCommitReader(objects: ObjectReader): CommitReader {
  const kept = new Map<string, Commit>();

  async function find(id: string): Promise<Commit | undefined> {
    const known = kept.get(id);
    if (known !== undefined) return known;
    const object = await objects.find(id);
    if (object?.type !== 'commit') return undefined;
    const commit = parseCommit(id, object.bytes);
    if (commit.message.length <= MAX_KEPT_MESSAGE) kept.set(id, commit);
    const [oldest] = kept.keys();
    if (kept.size > MAX_KEPT && oldest !== undefined) kept.delete(oldest);
    return commit;
  }

  return {
    find,
    async read(id) {
      const commit = await find(id);
      if (commit === undefined) throw new ColoError('CO_GIT_FAILED', `git has no commit ${id}`);
      return commit;
    },
  };
}

/** Reads a commit object (gitformat-signature(5) and git-commit-tree(1) have its form). */
function parseCommit(id: string, bytes: Uint8Array): Commit {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const split = data.indexOf('\n\n');
  const headEnd = split < 0 ? data.length : split;
  const head = data.toString('latin1', 0, headEnd).split('\n');
  const valuesOf = (key: string) =>
    head.filter((line) => line.startsWith(`${key} `)).map((line) => line.slice(key.length + 1));
  const decode = createDecoder(valuesOf('encoding')[0]);
  const body = data.subarray(split < 0 ? data.length : split + 2);
  const end = body.indexOf(0);
  const [author, committer] = [parsePerson(valuesOf('author')[0]), parsePerson(valuesOf('committer')[0])];
  return {
    id,
    tree: valuesOf('tree')[0] ?? '',
    parents: valuesOf('parent'),
    date: committer.date,
    authorEmail: decode(Buffer.from(author.email, 'latin1')),
    committerEmail: decode(Buffer.from(committer.email, 'latin1')),
    // What stands behind a NUL is no part of a message for git either.
    message: decode(end < 0 ? body : body.subarray(0, end)),
  };
}

const PERSON = /<(?<email>[^>]*)> (?<date>-?[0-9]+) [+-][0-9]{4}$/u;

function parsePerson(text = ''): { readonly email: string; readonly date: number } {
  const { email = '', date = '0' } = PERSON.exec(text)?.groups ?? {};
  return { email, date: Number(date) };
}

/** An encoding that is not known here is read as UTF-8. */
function createDecoder(encoding = 'utf-8'): (bytes: Uint8Array) => string {
  try {
    const decoder = new TextDecoder(encoding, { ignoreBOM: true });
    return (bytes) => decoder.decode(bytes);
  } catch {
    return createDecoder();
  }
}
