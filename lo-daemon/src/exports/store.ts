export { BlobStore } from '../store/blob-store.ts';
export { PackageStore } from '../store/package-store.ts';
export type { Revision } from '../store/revision.ts';
export { RevisionStore } from '../store/revision-store.ts';
