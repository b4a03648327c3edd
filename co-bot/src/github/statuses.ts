import type { CommitStatus, Statuses, StatusState } from '../ports/statuses.ts';
import { callGitHub } from './call-github.ts';
import type { Access } from './client.ts';
import { MAX_PAGES, PAGE_SIZE } from './github-limits.ts';
import { toPerson } from './to-person.ts';

const STATES: readonly StatusState[] = ['error', 'failure', 'pending', 'success'];

/** Commit statuses through GitHub's REST API. */
export function createStatuses({ client, at }: Access): Statuses {
  const { repos } = client.rest;
  return {
    async listStatuses(commit, after) {
      const found: CommitStatus[] = [];
      for (let page = 1; page <= MAX_PAGES; page += 1) {
        const query = { ...at, ref: commit, per_page: PAGE_SIZE, page };
        const { data } = await callGitHub('list commit statuses', () =>
          repos.listCommitStatusesForRef(query),
        );
        for (const status of data) {
          if (after !== undefined && status.id <= after) return found;
          const state = STATES.find((each) => each === status.state);
          if (state === undefined) continue;
          found.push({
            id: status.id,
            context: status.context,
            state,
            description: status.description ?? '',
            creator: status.creator === null ? undefined : toPerson(status.creator),
            createdAt: new Date(status.created_at),
          });
        }
        if (data.length < PAGE_SIZE) return found;
      }
      return found;
    },
    async createStatus(commit, { context, state, description, targetUrl }) {
      const status = {
        context,
        state,
        description,
        ...(targetUrl === undefined ? {} : { target_url: targetUrl }),
      };
      await callGitHub('set a commit status', () =>
        repos.createCommitStatus({ ...at, sha: commit, ...status }),
      );
    },
  };
}
