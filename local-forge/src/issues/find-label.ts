import { makeNodeId } from '../store/make-node-id.ts';
import type { Label, Repository } from '../store/types.ts';
import type { World } from '../world.ts';

/** The repository's label of this name (in any case), made when it is new, as GitHub does. */
export function findLabel({ store }: World, repository: Repository, name: string): Label {
  const key = name.toLowerCase();
  const known = repository.labels.get(key);
  if (known !== undefined) {
    return known;
  }
  const id = store.nextId();
  const label: Label = { id, nodeId: makeNodeId('LA', id), name, color: 'ededed', description: '' };
  repository.labels.set(key, label);
  return label;
}
