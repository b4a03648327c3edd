import { ColoError, type Place } from '@colo/schemas';
import type { GuardAllowance, RuntimeGuard } from '../runtime.ts';

/** What the judges of a compose model need to know. */
export interface Judgement {
  readonly guard: RuntimeGuard;
  readonly place: Place;
  /** Folder of the compose file in the package; relative paths start there. */
  readonly folder: string;
}

/** Throws NODE_PRIVILEGE_REFUSED unless LO's configuration allows it. */
export function requireAllowance(judgement: Judgement, allowance: GuardAllowance, what: string): void {
  if (!judgement.guard.allow.includes(allowance)) {
    throw new ColoError('NODE_PRIVILEGE_REFUSED', `The compose file asks for ${what}.`, {
      place: judgement.place,
      fix: `Remove it from the package, or allow "${allowance}" in the guard of this site's LO configuration.`,
      data: { allowance },
    });
  }
}

/** Refuses what no configuration allows. */
export function refuse(judgement: Judgement, what: string): never {
  throw new ColoError('NODE_PRIVILEGE_REFUSED', `The compose file has ${what}, which is not allowed.`, {
    place: judgement.place,
    fix: 'Remove it from the package and publish a new version.',
  });
}
