export { canonicalJson } from '../digests/canonical-json.ts';
export { compareCodePoints } from '../digests/compare-code-points.ts';
export { digestPackage } from '../digests/digest-package.ts';
export { shortenDigest } from '../digests/shorten-digest.ts';
