import type { Person } from './people.ts';

/** A comment on a line or a file of a pull request's diff. */
export interface ReviewComment {
  readonly id: number;
  readonly path: string;
  readonly subject: 'line' | 'file';
  /** Where its line is now; undefined on a file, and when the diff does not show the line any more. */
  readonly line: number | undefined;
  readonly body: string;
  readonly author: Person;
  /** The comment that this one answers. */
  readonly inReplyTo: number | undefined;
}

/** Comments on the diffs of one repository's pull requests. */
export interface Reviews {
  listReviewComments(pull: number): Promise<readonly ReviewComment[]>;
  /**
   * @throws ColoError GITHUB_REFUSED where the forge does not show the file, or the line, in the diff
   */
  createReviewComment(
    pull: number,
    comment: {
      readonly commit: string;
      readonly path: string;
      /** Undefined: on the file as a whole. */
      readonly line: number | undefined;
      readonly body: string;
    },
  ): Promise<void>;
  updateReviewComment(id: number, body: string): Promise<void>;
  deleteReviewComment(id: number): Promise<void>;
}
