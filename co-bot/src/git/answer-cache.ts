import { type GitOutput, runGit } from './run-git.ts';

/** Asks git about objects that are named by their full ids. */
type AskGit = (args: readonly string[], expectedCodes?: readonly number[]) => Promise<GitOutput>;

// Objects that nothing refers to, such as trial merges, live for two weeks; an answer about them is forgotten long before.
const KEPT_MS = 3_600_000;
const MAX_BYTES = 64 * 1024 * 1024;

interface Kept {
  readonly at: number;
  readonly answer: Promise<GitOutput>;
  bytes: number;
}

/**
 * Keeps git's answers about objects, for a while and within a bound: what is said of an id never changes, and every step
 * of work asks much the same. Only for questions that name objects by full id; a name that moves would lie.
 */
export function createAnswerCache(folder: string): AskGit {
  const kept = new Map<string, Kept>();
  let total = 0;

  function forget(key: string): void {
    total -= kept.get(key)?.bytes ?? 0;
    kept.delete(key);
  }

  return (args, expectedCodes = []) => {
    const key = args.join('\0');
    const known = kept.get(key);
    if (known !== undefined && performance.now() - known.at < KEPT_MS) return known.answer;
    forget(key);
    const answer = runGit({ folder, args, expectedCodes });
    const entry: Kept = { at: performance.now(), answer, bytes: key.length };
    kept.set(key, entry);
    total += entry.bytes;
    answer.then(
      ({ code, stdout }) => {
        if (kept.get(key) !== entry) return;
        // 128 is "no such object": it may come with the next fetch.
        if (code === 128) forget(key);
        else {
          entry.bytes += stdout.length;
          total += stdout.length;
        }
        for (const oldest of kept.keys()) {
          if (total <= MAX_BYTES) return;
          forget(oldest);
        }
      },
      () => {
        if (kept.get(key) === entry) forget(key);
      },
    );
    return answer;
  };
}
