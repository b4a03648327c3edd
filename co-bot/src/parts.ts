// Parts of CO that the benchmarks and the fuzzer of this repository drive one at a time. Not an interface for anybody else.
export { parsePushed, parseReceived } from './cli/hooks/read-updates.ts';
export { describeProblem, formatCommand, parseCommand, parseIssueForm } from './commands/index.ts';
export { openMirror } from './git/open-mirror.ts';
export { createPushWriter } from './git/push-commit.ts';
export type { FileChange } from './ports/commit-writer.ts';
