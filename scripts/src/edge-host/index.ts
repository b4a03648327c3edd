export type { ContainerEngine } from './container-engine.ts';
export { createKeyPair, type KeyPair } from './create-key-pair.ts';
export type { EdgeHost, EdgeHostKind } from './edge-host.ts';
export { findFreePort, findFreePorts } from './find-free-ports.ts';
export { findSshd } from './find-sshd.ts';
export { createSettableClock, type SettableClock } from './settable-clock.ts';
export { type ContainerRig, startContainerRig } from './start-container-rig.ts';
export { startDockerRig } from './start-docker-rig.ts';
export { startEdgeHost } from './start-edge-host.ts';
