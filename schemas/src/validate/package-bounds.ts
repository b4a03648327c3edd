/** Largest package, in bytes over all files. */
export const MAX_PACKAGE_BYTES = 64 * 1024 * 1024;

/** Most files of a package. */
export const MAX_PACKAGE_FILES = 5000;
