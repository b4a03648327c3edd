export { openMirror } from '../git/open-mirror.ts';
export { createPushWriter } from '../git/push-commit.ts';
export type { FileChange } from '../ports/commit-writer.ts';
