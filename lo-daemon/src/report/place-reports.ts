import type { RevisionStep } from '../git/list-revision-steps.ts';
import { type Subject, subjectKey } from './list-changed-subjects.ts';

/** A subject, and the commit that it is reported on. */
export interface PlacedSubject {
  readonly subject: Subject;
  readonly commit: string;
}

export interface ReportPlaces {
  /** Where what the revision changed is reported from now on. */
  readonly waiting: readonly PlacedSubject[];
  /** What a commit asked for, and a later one, `by`, asks otherwise. */
  readonly passedOver: readonly (PlacedSubject & { readonly by: string })[];
}

export interface PlaceRequest {
  /** What the revision changed against the one adopted before. */
  readonly changed: readonly Subject[];
  /** What each commit in between changed, and the newest one, oldest first. */
  readonly steps: readonly RevisionStep[];
  /** Commit for what none of these accounts for. */
  readonly statusCommit: string;
}

/**
 * Each application of a host is reported on the newest commit that changed its entry: also where several commits came at once,
 * or come once more to an LO whose state was put back from a copy. Only commits before that one were passed over.
 */
export function placeReports({ changed, steps, statusCommit }: PlaceRequest): ReportPlaces {
  const touched = steps.flatMap(({ commit, subjects }) => subjects.map((subject) => ({ subject, commit })));
  const places = new Map<string, PlacedSubject>(
    changed.map((subject) => [subjectKey(subject), { subject, commit: statusCommit }]),
  );
  for (const place of touched) places.set(subjectKey(place.subject), place);
  const passedOver = touched.flatMap((place) => {
    const by = places.get(subjectKey(place.subject))?.commit ?? statusCommit;
    return by === place.commit ? [] : [{ ...place, by }];
  });
  return { waiting: [...places.values()], passedOver };
}
