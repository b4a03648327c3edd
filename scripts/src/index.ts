export {
  type ContainerRig,
  createKeyPair,
  type EdgeHost,
  type EdgeHostKind,
  type EdgeHostOptions,
  findSshd,
  type KeyPair,
  type NoContainers,
  startContainerRig,
  startEdgeHost,
} from './edge-host/index.ts';
