export { createKeyPair, type KeyPair } from './create-key-pair.ts';
export type { EdgeHost, EdgeHostKind, EdgeHostOptions } from './edge-host.ts';
export { findSshd } from './find-sshd.ts';
export { startEdgeHost } from './start-edge-host.ts';
