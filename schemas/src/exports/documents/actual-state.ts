export { writeActualState } from '../../documents/actual-state-envelope.ts';
export { readActualState } from '../../documents/read-actual-state.ts';
export type {
  ActualState,
  AdoptedRevision,
  ApplicationState,
  AttemptRecord,
  ComponentState,
  HostState,
  ObservedRecord,
} from '../../generated/actual-state.ts';
