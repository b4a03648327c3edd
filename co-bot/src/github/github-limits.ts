/** Characters in the body of an issue, pull request or comment: 65,536; wide characters count for more than they look. */
export const MAX_BODY_CHARACTERS = 58_000;
/** Characters in a pull request's title: 256. */
export const MAX_TITLE_CHARACTERS = 200;
/** Code points in a commit status' description; 422 above it. */
export const MAX_STATUS_DESCRIPTION = 140;
/** Entries of one tree call that end well before GitHub's undocumented time limit (seen from about 200). */
export const MAX_TREE_ENTRIES = 100;
/** Bytes of content in one tree call, seen to work well below the undocumented limit of about 2.5 MB. */
export const MAX_TREE_BYTES = 1_000_000;
/** Items of one page. */
export const PAGE_SIZE = 100;
/** Pages of a listing that CO reads at most; a bound for a runaway repository. */
export const MAX_PAGES = 200;
/** Bytes of a webhook's body: GitHub delivers nothing larger. */
export const MAX_WEBHOOK_BYTES = 25 * 1024 * 1024;
/** Milliseconds for which what the forge says of a repository itself (default branch, addresses) is believed. */
export const REPOSITORY_CACHE_MS = 300_000;
/** Comments that CO puts on the diff of one pull request: each notifies, and GitHub lets one pass every three seconds. */
export const MAX_FAULT_COMMENTS = 20;
