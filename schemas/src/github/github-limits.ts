/** Statuses that GitHub takes for one commit and context; it answers 422 to any more. */
export const MAX_STATUSES_PER_CONTEXT = 1000;
