export { readDesiredState } from '../../documents/read-desired-state.ts';
export type {
  Deployment,
  DesiredState,
  PackageSource,
  ParameterValue,
  Purge,
} from '../../generated/desired-state.ts';
