/** Shown on the page, and asked for by the health check: so a version that still runs is never taken for this one. */
export const version = '1.1';
