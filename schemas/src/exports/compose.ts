export { findPlaces } from '../compose/find-places.ts';
export { findPodmanComposeFault } from '../compose/find-podman-compose-fault.ts';
export { UNKNOWN_VALUE, type Variables } from '../compose/interpolate.ts';
export { listEnvFiles, listInputs, readServices } from '../compose/list-inputs.ts';
export { listVariableNames } from '../compose/list-variable-names.ts';
export { parseComposeModel } from '../compose/parse-compose-model.ts';
export {
  type ComposeDocument,
  listRunningServices,
  type ResolvedService,
  resolveServices,
} from '../compose/resolve-services.ts';
export { isMap, type YamlMap } from '../compose/yaml-map.ts';
