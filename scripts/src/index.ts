export {
  createKeyPair,
  type EdgeHost,
  type EdgeHostKind,
  type EdgeHostOptions,
  findSshd,
  type KeyPair,
  startEdgeHost,
} from './edge-host/index.ts';
