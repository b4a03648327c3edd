import type { Signature } from './parse-commit.ts';

export interface CommitDraft {
  readonly tree: string;
  readonly parents: readonly string[];
  readonly author: Signature;
  readonly committer: Signature;
  readonly message: string;
}

/** The bytes of a commit object. */
export function encodeCommit(draft: CommitDraft): Buffer {
  const lines = [
    `tree ${draft.tree}`,
    ...draft.parents.map((parent) => `parent ${parent}`),
    `author ${encodeSignature(draft.author)}`,
    `committer ${encodeSignature(draft.committer)}`,
    '',
    draft.message,
  ];
  return Buffer.from(lines.join('\n'), 'utf8');
}

function encodeSignature({ name, email, date }: Signature): string {
  const seconds = Math.floor(Date.parse(date) / 1000);
  return `${clean(name)} <${clean(email)}> ${seconds} +0000`;
}

/** As git does: no angle brackets and no newlines in a name or an address. */
function clean(text: string): string {
  return text.replace(/[<>\n\0]/g, '').trim();
}
