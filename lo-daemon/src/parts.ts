// Parts of LO that the benchmarks and the fuzzer of this repository drive one at a time. Not an interface for anybody else.
export type { InfraSettings } from './config/settings.ts';
export { GitManager } from './git/git-manager.ts';
export { GitRepository } from './git/git-repository.ts';
export { listRemoteRefs } from './git/list-remote-refs.ts';
export { computeOwner } from './node/compute-owner.ts';
export { createNodeClient } from './node/create-node-client.ts';
export type { NodeClient } from './node/node-client.ts';
export { parseObservation } from './node/parse-observation.ts';
export { readReply } from './node/read-reply.ts';
export { writeContentArchive } from './node/write-tar.ts';
export { runtimes } from './runtimes/registry.ts';
export type { ComponentToRun, ContentFile, RuntimeGuard } from './runtimes/runtime.ts';
export { BlobStore } from './store/blob-store.ts';
export { PackageStore } from './store/package-store.ts';
export type { Revision } from './store/revision.ts';
export { RevisionStore } from './store/revision-store.ts';
export { ssh2Transport } from './transports/ssh2/ssh2-transport.ts';
