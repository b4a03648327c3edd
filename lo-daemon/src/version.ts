/** LO's version. A constant, because the bundle has no package.json beside it; a test holds the two together. */
export const LO_VERSION = '0.1.0';
