import { isColoError } from '@colo/schemas/errors';
import type { Refs } from '../ports/refs.ts';
import { callGitHub, findOnGitHub } from './call-github.ts';
import type { Access } from './client.ts';

/** Tags and branches through GitHub's Git Data API. */
export function createRefs({ client, at }: Access): Refs {
  const { git } = client.rest;
  return {
    async createTag(name, commit) {
      try {
        await callGitHub('create a tag', () =>
          git.createRef({ ...at, ref: `refs/tags/${name}`, sha: commit, request: { retries: 0 } }),
        );
        return true;
      } catch (error) {
        if (isColoError(error) && error.code === 'GITHUB_ALREADY_EXISTS') return false;
        throw error;
      }
    },
    async deleteBranch(branch) {
      await findOnGitHub('delete a branch', () => git.deleteRef({ ...at, ref: `heads/${branch}` }));
    },
  };
}
