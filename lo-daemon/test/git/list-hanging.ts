// Asks a repository that never answers, and ends at once. Called by run-git.test.ts.
import { setTimeout as sleep } from 'node:timers/promises';
import { runGit } from '../../src/git/run-git.ts';
import { findProcesses } from '../node/find-processes.ts';

const folder = process.argv[2] ?? '';
runGit({ args: ['ls-remote', '--', folder] }).catch(() => undefined);
// git, and what it has started.
while ((await findProcesses(folder)).length < 2) await sleep(20);
process.exit(0);
