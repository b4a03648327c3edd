import type { FuzzTarget } from './target.ts';
import { archiveTargets } from './targets/archive-targets.ts';
import { contentTargets } from './targets/content-targets.ts';
import { documentTargets } from './targets/document-targets.ts';
import { nodeTargets } from './targets/node-targets.ts';
import { wordTargets } from './targets/word-targets.ts';

/** Every target, in the order in which they take turns. */
export const fuzzTargets: readonly FuzzTarget[] = [
  ...documentTargets,
  ...contentTargets,
  ...archiveTargets,
  ...wordTargets,
  ...nodeTargets,
];
