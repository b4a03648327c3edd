import type { SecretConfig } from '@colo/schemas/documents/lo-config';
import type { ColoError } from '@colo/schemas/errors';
import type { ResolvedComponent, SecretUse } from '@colo/schemas/resolve';
import { toSafeText } from '@colo/schemas/text';

/** A secret as read: its text, or why there is none. */
export type SecretOutcome = { readonly text: string } | { readonly error: ColoError };

/** Where a secret goes. */
export interface SecretPlace extends SecretUse {
  readonly application: string;
  readonly component: string;
}

const SHOWN = 100;

/** True when lo.yaml gives the secret to exactly this application, component and pointer. */
export function isGranted(config: SecretConfig | undefined, place: SecretPlace): boolean {
  return (
    config?.grants.some(
      ({ application, component, pointer }) =>
        application === place.application && component === place.component && pointer === place.pointer,
    ) ?? false
  );
}

/** Why a component may not, or cannot now, have one of its secrets; a refusal comes before what is missing. */
export function findSecretProblem(
  places: readonly SecretPlace[],
  configs: Readonly<Record<string, SecretConfig>>,
  outcomes: ReadonlyMap<string, SecretOutcome>,
): ResolvedComponent['blocked'] {
  for (const place of places) {
    const { name, pointer, application, component } = place;
    const config = Object.hasOwn(configs, name) ? configs[name] : undefined;
    if (isGranted(config, place)) continue;
    const who = `${component} of ${application} as ${toSafeText(pointer, SHOWN)}`;
    const why = config === undefined ? 'does not know' : 'does not grant';
    return {
      code: 'LO_SECRET_REFUSED',
      message: `This site ${why} the secret ${name}, which is wanted by ${who}.`,
    };
  }
  for (const { name } of places) {
    const outcome = outcomes.get(name);
    if (outcome !== undefined && 'error' in outcome)
      return { code: outcome.error.code, message: outcome.error.message };
  }
  return undefined;
}
