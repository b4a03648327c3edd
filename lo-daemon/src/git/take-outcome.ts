import type { Subject } from '../report/list-changed-subjects.ts';
import type { RefusalRecord, Revision } from '../store/revision.ts';
import type { RevisionStep } from './list-revision-steps.ts';

/** What came of looking at a commit of the main branch. */
export type TakeOutcome =
  /** Nothing of this site changed; `same` is the revision that the commit was found to be the same as. */
  | { readonly kind: 'unchanged'; readonly same?: Revision }
  | {
      readonly kind: 'adopted';
      readonly revision: Revision;
      /** What the revision changed against the one adopted before. */
      readonly changed: readonly Subject[];
      /** What each commit since then changed, oldest first; only those that can be told. */
      readonly steps: readonly RevisionStep[];
    }
  | {
      readonly kind: 'refused';
      readonly refusal: RefusalRecord;
      /** Everybody who waits for a report of it. */
      readonly subjects: readonly Subject[];
    };
