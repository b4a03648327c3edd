import type { AuthenticationType } from 'ssh2';
import type { Identity } from './read-identity.ts';

/** How a login goes: the methods that it tries, in order, and what the host says of them. */
export interface Login {
  /** Methods that the host would take after the last one that was tried. */
  readonly methodsLeft: readonly AuthenticationType[];
  /** True once the host has accepted what was tried, and asks for more. */
  readonly isPartial: boolean;
  /** For ssh2: the method to try next, false when there is none. */
  next(methodsLeft: AuthenticationType[] | null, isPartial: boolean | null): AuthenticationType | false;
}

/**
 * A login by a key and nothing else. Asking for none first is how a client learns what a host takes (RFC 4252, 5.2).
 *
 * @param identity a key, or the agent that has some
 */
export function createLogin(identity: Identity): Login {
  const methods: AuthenticationType[] = ['none', identity.kind === 'key' ? 'publickey' : 'agent'];
  let left: readonly AuthenticationType[] = [];
  let partial = false;
  return {
    get methodsLeft() {
      return left;
    },
    get isPartial() {
      return partial;
    },
    next(methodsLeft, isPartial) {
      left = methodsLeft ?? [];
      partial ||= isPartial === true;
      return partial ? false : (methods.shift() ?? false);
    },
  };
}
