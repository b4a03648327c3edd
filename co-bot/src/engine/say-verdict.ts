import type { Log } from '../ports/log.ts';
import type { Pull } from '../ports/pulls.ts';
import type { Repository } from '../ports/repository.ts';
import { readMarker } from '../say/markers.ts';
import { keepComment } from './keep-comment.ts';
import { keepFaultComments } from './keep-fault-comments.ts';
import { keepStatus } from './keep-status.ts';
import type { Verdict } from './pull-verdict.ts';

interface SaidVerdict {
  readonly repository: Repository;
  readonly log: Log;
  /** As it was judged: at its head commit. */
  readonly pull: Pull;
  readonly check: PullCheck;
  readonly verdict: Verdict;
}

/** One of the checks that judge a pull request. Two may judge the same one, and each keeps what it said itself. */
interface PullCheck {
  /** Of the status: `colo/validate`. */
  readonly context: string;
  /** Told apart in the marker of its comment; absent for the check of infra repos. */
  readonly name?: string;
  /** True for paths whose faults are its own. */
  isOwn(path: string): boolean;
}

/**
 * Says a verdict on a pull request: one status on its head, one comment where there is something to read, and one comment
 * a fault at its line. What is said already is not said again, and what is over is taken back.
 */
export async function sayVerdict({ repository, log, pull, check, verdict }: SaidVerdict): Promise<void> {
  const { issues, bot } = repository;
  const { status, body, faults } = verdict;
  const { context, name, isOwn } = check;
  await keepStatus(repository, pull.headCommit, { context, ...status });
  const id = name === undefined ? String(pull.number) : `${pull.number}/${name}`;
  const marker = { kind: 'validate', id } as const;
  const comments = await issues.listComments(pull.number);
  const mine = comments.filter((comment) => {
    const found = readMarker(comment, bot);
    return found?.kind === marker.kind && found.id === marker.id;
  });
  // Faults are always told in the comment first: without one there is nothing on the diff to take back either.
  if (body === undefined && mine.length === 0) return;
  const isOver = body === undefined && faults !== undefined;
  if (!isOver) {
    const text = body ?? `\`${context}\` has nothing to say about this any more.`;
    await keepComment({ issues, bot, thread: pull.number, marker, body: text, comments });
  }
  if (faults !== undefined) {
    await keepFaultComments({ repository, log, pull: pull.number, head: pull.headCommit, faults, isOwn });
  }
  // Last: as long as it is there, the comments on the diff are looked for.
  if (isOver) for (const comment of mine) await issues.deleteComment(comment.id);
}
