import { ColoError, type Place } from '@colo/schemas/errors';
import { toSafeText } from '@colo/schemas/text';
import type { HostTarget } from '../transport.ts';
import type { HostKeyVerdict } from './check-host-key.ts';
import type { Login } from './create-login.ts';

/** The key that a host has shown, and what it is to us. */
export interface ShownKey {
  readonly verdict: HostKeyVerdict;
  readonly fingerprint: string;
}

interface Circumstances {
  readonly target: HostTarget;
  readonly shown: ShownKey | undefined;
  readonly login: Login;
  readonly place: Place;
}

/** Characters shown of the methods that a host names. */
const MAX_METHODS = 100;

/** Turns what ssh2 says of a connection that did not come about into an error of ours. */
export function explainFailure(
  error: Error & { readonly level?: string },
  { target, shown, login, place }: Circumstances,
): ColoError {
  if (shown?.verdict === 'changed') {
    return new ColoError(
      'NODE_HOST_KEY_CHANGED',
      `The host shows the key ${shown.fingerprint}, which is not pinned.`,
      {
        place,
        data: { fingerprint: shown.fingerprint },
        cause: error,
      },
    );
  }
  if (error.level === 'client-authentication') return explainRefusal(error, target, login, place);
  if (error.level === 'agent') {
    return new ColoError('NODE_IDENTITY_UNUSABLE', 'The ssh-agent could not be used.', {
      place,
      cause: error,
    });
  }
  return new ColoError(
    'NODE_UNREACHABLE',
    `No SSH session with ${target.address}:${target.port}: ${error.message}.`,
    {
      place,
      cause: error,
    },
  );
}

/** A host may refuse the key, take no keys at all, or take the key and ask for more. */
function explainRefusal(error: Error, target: HostTarget, login: Login, place: Place): ColoError {
  const methods = toSafeText(login.methodsLeft.join(', '), MAX_METHODS);
  if (login.isPartial) {
    const message = `The host accepted the key of the user "${target.user}" and requires more: ${methods}.`;
    return new ColoError('NODE_SECOND_FACTOR', message, { place, cause: error });
  }
  if (methods !== '' && !login.methodsLeft.includes('publickey')) {
    return new ColoError(
      'NODE_AUTH_FAILED',
      `The host takes no keys of the user "${target.user}": ${methods}.`,
      {
        place,
        fix: `Allow keys for this user in sshd_config of the host: \`PubkeyAuthentication yes\`, and no \`AuthenticationMethods\` without \`publickey\`.`,
        cause: error,
      },
    );
  }
  return new ColoError('NODE_AUTH_FAILED', `The host refused the user "${target.user}" with this key.`, {
    place,
    cause: error,
  });
}
