/** Characters in the body of an issue, pull request or comment; GitHub answers 422 above it. */
export const MAX_BODY_CHARACTERS = 65_536;
/** Characters in the title of an issue or pull request. */
export const MAX_TITLE_CHARACTERS = 256;
/** Characters in the description of a commit status. */
export const MAX_STATUS_DESCRIPTION = 140;
/** Characters in the context of a commit status. */
export const MAX_STATUS_CONTEXT = 255;
/** Statuses per commit and context. */
export const MAX_STATUSES_PER_CONTEXT = 1_000;
/** Bytes of one webhook payload; a larger one is not delivered at all. */
export const MAX_WEBHOOK_BYTES = 25 * 1024 * 1024;
/** Milliseconds that a webhook receiver has to answer. */
export const WEBHOOK_TIMEOUT_MS = 10_000;
/** Commits listed in one push payload. */
export const MAX_PUSH_COMMITS = 2_048;
/** File names listed in one push payload, over all its commits. */
export const MAX_PUSH_FILES = 3_000;
/** Files that `pulls/{n}/files` lists in all. */
export const MAX_PULL_FILES = 3_000;
/** Files and commits that `compare` lists. */
export const MAX_COMPARE_FILES = 300;
export const MAX_COMPARE_COMMITS = 250;
/** Entries of one recursive tree before it is cut and marked `truncated`. */
export const MAX_TREE_ENTRIES = 100_000;
/** Bytes of a file that the contents endpoint returns as base64; larger ones need the raw media type. */
export const MAX_CONTENT_BYTES = 1024 * 1024;
/** Bytes of one REST request body. */
export const MAX_REQUEST_BYTES = 50 * 1024 * 1024;
/** Requests per hour of a token, and of an address without one. */
export const RATE_LIMIT = 5_000;
export const ANONYMOUS_RATE_LIMIT = 60;
/** Life of an installation token. */
export const INSTALLATION_TOKEN_MS = 3_600_000;
/** Seconds that an App JWT may live, and how far its clock may be ahead. */
export const MAX_APP_TOKEN_SECONDS = 600;
export const APP_TOKEN_CLOCK_DRIFT_SECONDS = 60;
