export interface Signature {
  readonly name: string;
  readonly email: string;
  /** ISO 8601 with a trailing Z. */
  readonly date: string;
}

export interface Commit {
  readonly sha: string;
  readonly tree: string;
  readonly parents: readonly string[];
  readonly author: Signature;
  readonly committer: Signature;
  readonly message: string;
}

/** Parses the bytes of a commit object. */
export function parseCommit(sha: string, data: Buffer): Commit {
  const text = data.toString('utf8');
  const split = text.indexOf('\n\n');
  const head = split < 0 ? text : text.slice(0, split);
  const message = split < 0 ? '' : text.slice(split + 2).replace(/\n$/, '');
  const parents: string[] = [];
  let tree = '';
  let author: Signature = { name: '', email: '', date: '1970-01-01T00:00:00Z' };
  let committer = author;
  for (const line of head.split('\n')) {
    const space = line.indexOf(' ');
    const value = line.slice(space + 1);
    switch (line.slice(0, space)) {
      case 'tree':
        tree = value;
        break;
      case 'parent':
        parents.push(value);
        break;
      case 'author':
        author = parseSignature(value);
        break;
      case 'committer':
        committer = parseSignature(value);
        break;
    }
  }
  return { sha, tree, parents, author, committer, message };
}

function parseSignature(text: string): Signature {
  const match = /^(?<name>.*?) ?<(?<email>[^>]*)> (?<seconds>-?\d+) [+-]\d{4}$/.exec(text);
  const seconds = Number(match?.groups?.['seconds'] ?? 0);
  return {
    name: match?.groups?.['name'] ?? '',
    email: match?.groups?.['email'] ?? '',
    date: formatDate(new Date(seconds * 1000)),
  };
}

/** GitHub's form of a time: ISO 8601 in UTC without fractions. */
export function formatDate(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}
