// Parts of CO that the benchmarks of this repository drive one at a time. Not an interface for anybody else.
export { openMirror } from './git/open-mirror.ts';
export { createPushWriter } from './git/push-commit.ts';
export type { FileChange } from './ports/commit-writer.ts';
