/** Milliseconds that one git command may take; a first fetch of a large repository is the longest. */
export const GIT_TIMEOUT_MS = 600_000;
/** Milliseconds in which a forge lists its branches and tags; after that a fetch tries its own luck. */
export const LS_REFS_TIMEOUT_MS = 20_000;
/** Bytes of output that a listing may have: about half a million paths. Trees that hold each other multiply to far more. */
export const MAX_LISTING_BYTES = 64 * 1024 * 1024;
/** Bytes of one file that CO reads; packages are limited to less. */
export const MAX_BLOB_BYTES = 128 * 1024 * 1024;
/** Commits of a branch that are looked at one by one. */
export const MAX_LISTED_COMMITS = 250;
/** Bytes of an entry of such a listing beside its path: mode, type, id and size. */
export const ENTRY_BYTES = 64;
/** Folders within folders. Newer versions of git have such a limit themselves (core.maxTreeDepth). */
export const MAX_TREE_DEPTH = 1_000;
