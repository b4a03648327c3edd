import { ColoError, type Place } from '@colo/schemas/errors';
import { toSafeText } from '@colo/schemas/text';
import type { GuardAllowance, RuntimeGuard } from '../runtime.ts';

/** What the judges of a compose model need to know. */
export interface Judgement {
  readonly guard: RuntimeGuard;
  readonly place: Place;
  /** Folder of the compose file in the package; relative paths start there. */
  readonly folder: string;
}

/** Where LO's configuration allows it. */
const SETTINGS: Readonly<Record<GuardAllowance, string>> = {
  privileged: 'privileged',
  'host-network': 'hostNetwork',
  'host-pid': 'hostPid',
  'container-socket': 'dockerSocket',
};

/** Throws NODE_PRIVILEGE_REFUSED unless LO's configuration allows it. */
export function requireAllowance(judgement: Judgement, allowance: GuardAllowance, what: string): void {
  if (!judgement.guard.allow.includes(allowance)) {
    refuseUnlessGranted(judgement, what, `set guard.compose.${SETTINGS[allowance]}: true`);
  }
}

/** Refuses what LO's configuration could grant and does not. */
export function refuseUnlessGranted(judgement: Judgement, what: string, grant: string): never {
  throw new ColoError('NODE_PRIVILEGE_REFUSED', `The compose file asks for ${toSafeText(what, 400)}.`, {
    place: judgement.place,
    fix: `Remove it from the package, or ${toSafeText(grant, 400)} in this site's LO configuration.`,
  });
}

/** Refuses what no configuration allows. */
export function refuse(judgement: Judgement, what: string): never {
  throw new ColoError(
    'NODE_PRIVILEGE_REFUSED',
    `The compose file has ${toSafeText(what, 400)}, which is not allowed.`,
    {
      place: judgement.place,
      fix: 'Remove it from the package and publish a new version.',
    },
  );
}
