import type { Repository } from '../store/types.ts';
import { findUnmetProtection } from './find-unmet-protection.ts';

/** Commits beyond this many are not told to a push: the environment of a process has a bound. */
const MAX_PASSED = 1_000;

/** What the `update` hook needs to know, as its environment. */
export function describeProtections(repository: Repository): {
  readonly FORGE_PROTECTED: string;
  readonly FORGE_PASSED: string;
} {
  const refs: string[] = [];
  const passed: string[] = [];
  for (const [branch, protection] of repository.protections) {
    const ref = `refs/heads/${branch}`;
    refs.push(ref);
    if (protection.requiredStatusChecks.length === 0) {
      passed.push(`${ref}:any`);
    }
    for (const sha of [...repository.statuses.keys()].slice(-MAX_PASSED)) {
      if (findUnmetProtection(repository, ref, sha) === undefined) {
        passed.push(`${ref}:${sha}`);
      }
    }
  }
  return { FORGE_PROTECTED: ` ${refs.join(' ')} `, FORGE_PASSED: ` ${passed.join(' ')} ` };
}
