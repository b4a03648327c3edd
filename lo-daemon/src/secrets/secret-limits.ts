/** Longest secret, in bytes of UTF-8: what an environment variable carries with room to spare. */
export const MAX_SECRET_BYTES = 64 * 1024;

/** Most encrypted files that LO keeps for a site. */
export const MAX_AGE_FILES = 1000;

/** Largest identity file. */
export const MAX_IDENTITY_BYTES = 16 * 1024;
