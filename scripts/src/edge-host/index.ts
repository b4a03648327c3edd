export { createKeyPair, type KeyPair } from './create-key-pair.ts';
export type { EdgeHost, EdgeHostKind } from './edge-host.ts';
export { findFreePort, findFreePorts } from './find-free-ports.ts';
export { findSshd, findTinysshd } from './find-sshd.ts';
export { canIsolate } from './host-namespace.ts';
export { createRandom } from './random.ts';
export { createSettableClock } from './settable-clock.ts';
export { type ContainerRig, startContainerRig } from './start-container-rig.ts';
export { startEdgeHost } from './start-edge-host.ts';
