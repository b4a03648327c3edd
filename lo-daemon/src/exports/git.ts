export { GitManager } from '../git/git-manager.ts';
export { GitRepository } from '../git/git-repository.ts';
export { listRemoteRefs } from '../git/list-remote-refs.ts';
