import { ColoError } from '@colo/schemas/errors';

/** The error for a secret that cannot be had now; the reason never holds a part of it. */
export function secretUnavailable(name: string, reason: string, cause?: unknown): ColoError {
  return new ColoError('LO_SECRET_UNAVAILABLE', `The secret ${name} ${reason}.`, { cause });
}
