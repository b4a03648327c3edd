import type { ReviewComment, Reviews } from '../ports/reviews.ts';
import { callGitHub, findOnGitHub } from './call-github.ts';
import type { Access } from './client.ts';
import { PAGE_SIZE } from './github-limits.ts';
import { toPerson } from './to-person.ts';

type Answer = Awaited<ReturnType<Access['client']['rest']['pulls']['listReviewComments']>>['data'][number];

/** Comments on diffs through GitHub's REST API. */
export function createReviews({ client, at }: Access): Reviews {
  const { pulls } = client.rest;
  return {
    async listReviewComments(pull) {
      const query = { ...at, pull_number: pull, per_page: PAGE_SIZE };
      const found = await callGitHub(`list comments on the diff of #${pull}`, () =>
        client.paginate(pulls.listReviewComments, query),
      );
      return found.map(toReviewComment);
    },
    async createReviewComment(pull, { commit, path, line, body }) {
      const where = line === undefined ? { subject_type: 'file' as const } : { line, side: 'RIGHT' as const };
      const comment = { ...at, pull_number: pull, commit_id: commit, path, body, ...where };
      await callGitHub(`comment on the diff of #${pull}`, () => pulls.createReviewComment(comment));
    },
    async updateReviewComment(id, body) {
      await callGitHub('change a comment on a diff', () =>
        pulls.updateReviewComment({ ...at, comment_id: id, body }),
      );
    },
    async deleteReviewComment(id) {
      await findOnGitHub('delete a comment on a diff', () =>
        pulls.deleteReviewComment({ ...at, comment_id: id }),
      );
    },
  };
}

function toReviewComment(comment: Answer): ReviewComment {
  const subject = comment.subject_type === 'file' ? 'file' : 'line';
  return {
    id: comment.id,
    path: comment.path,
    subject,
    // GitHub's description has no null here; its answers have, for what is outdated.
    line: subject === 'file' ? undefined : (comment.line ?? undefined),
    body: comment.body,
    author: toPerson(comment.user),
    inReplyTo: comment.in_reply_to_id,
  };
}
