import { findPlaces } from '../../compose/find-places.ts';
import { findPodmanComposeFault, PODMAN_COMPOSE_KEYS } from '../../compose/find-podman-compose-fault.ts';
import { UNKNOWN_VALUE } from '../../compose/interpolate.ts';
import type { ResolvedService } from '../../compose/resolve-services.ts';
import { type ComposeSurvey, surveyCompose } from '../../compose/survey-compose.ts';
import type { PathStep } from '../../documents/json-pointer.ts';
import type { PackageContent } from '../package-content.ts';
import type { Refusal } from './find-refused.ts';
import type { ComposeWalk } from './walk-compose.ts';

/** What the judges of LO say of a compose file beyond its keys. */
export interface Unkept {
  /** Mounts whose data no site can keep, each in its file. */
  readonly refused: readonly (Refusal & { readonly file: string })[];
  /** What podman-compose alone would run otherwise, in the file that the walk began with. */
  readonly podman?: { readonly path: readonly PathStep[]; readonly message: string };
}

/**
 * Asks the judges of LO for the mounts of a compose file, and for what podman-compose makes of it. What depends on a
 * parameter is left to LO, which knows its value.
 *
 * @param given variables that parameters set
 */
export function findUnkept(walk: ComposeWalk, content: PackageContent, given: ReadonlySet<string>): Unkept {
  const environment = Object.fromEntries([...given].map((name) => [name, UNKNOWN_VALUE]));
  const survey = surveyCompose(walk.entry, walk.files.keys(), content, environment);
  if (survey === undefined) return { refused: [] };
  const podman = findOfPodman(survey);
  return { refused: findOfPlaces(survey), ...(podman === undefined ? {} : { podman }) };
}

function findOfPlaces({ services, inputs }: ComposeSurvey): Unkept['refused'] {
  const known = services.map((service) => ({
    ...service,
    mounts: service.mounts.filter(({ isKnown }) => isKnown),
  }));
  return findPlaces(known, inputs).faults.map(({ file, at, message, fix }) => ({
    file,
    path: at,
    message,
    fix,
  }));
}

function findOfPodman({ model, folder, services }: ComposeSurvey): Unkept['podman'] {
  const fault = findPodmanComposeFault(model, folder, services.filter(isKnown));
  // An empty `volumes` is no valid compose file for anybody.
  if (fault?.service === undefined) return undefined;
  const path = ['services', fault.service];
  return { path, message: fault.message };
}

function isKnown({ values }: ResolvedService): boolean {
  return PODMAN_COMPOSE_KEYS.every((key) => !JSON.stringify(values(key)).includes(UNKNOWN_VALUE));
}
