import type { Ref } from '../git/refs.ts';
import { makeNodeId } from '../store/make-node-id.ts';
import type { Repository } from '../store/types.ts';

const FOLDERS = new Map([
  ['commit', 'commits'],
  ['tag', 'tags'],
  ['tree', 'trees'],
  ['blob', 'blobs'],
]);

export function renderGitRef(base: string, repository: Repository, ref: Ref) {
  const api = `${base}/repos/${repository.fullName}/git`;
  return {
    ref: ref.name,
    node_id: makeNodeId('REF', `${repository.id}:${ref.name}`),
    url: `${api}/${ref.name.split('/').map(encodeURIComponent).join('/')}`,
    object: {
      type: ref.type,
      sha: ref.sha,
      url: `${api}/${FOLDERS.get(ref.type) ?? 'commits'}/${ref.sha}`,
    },
  };
}
