import { ColoError, type Place } from '@colo/schemas/errors';

const VARIABLE_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** Names that steer the shell, the loader, the container tools or colo itself, not the component. */
const REFUSED_NAMES = new Set([
  'BASH_ENV',
  'CDPATH',
  'ENV',
  'HOME',
  'IFS',
  'LOGNAME',
  'OLDPWD',
  'OPTIND',
  'PATH',
  'PPID',
  'PS1',
  'PS2',
  'PS4',
  'PWD',
  'SHELL',
  'SHELLOPTS',
  'USER',
]);
const REFUSED_PREFIXES = [
  'BASH_FUNC_',
  'BUILDAH_',
  'BUILDKIT_',
  'COLO_',
  'COMPOSE_',
  'CONTAINERS_',
  'CONTAINER_',
  'DOCKER_',
  'LD_',
  'PODMAN_',
  'XDG_RUNTIME_',
];

/** Linux passes no single `NAME=value` above 128 KiB to a program, and not much more than 1 MiB of them all. */
const MAX_VALUE_BYTES = 120 * 1024;
const MAX_ALL_BYTES = 1024 * 1024;

/** True when a package may not set a variable of this name. */
export function isRefusedName(name: string): boolean {
  return REFUSED_NAMES.has(name) || REFUSED_PREFIXES.some((prefix) => name.startsWith(prefix));
}

/**
 * Turns pointers into environment variables. One leading `ENV.` is Margo's older spelling of the same name.
 * Throws NODE_ENVIRONMENT_REFUSED.
 */
export function checkEnvironment(
  environment: Readonly<Record<string, string>>,
  place: Place,
): Readonly<Record<string, string>> {
  const checked: Record<string, string> = {};
  let total = 0;
  for (const [pointer, value] of Object.entries(environment)) {
    const name = pointer.startsWith('ENV.') ? pointer.slice('ENV.'.length) : pointer;
    const reason = findReason(name, value, checked);
    if (reason !== undefined) {
      throw new ColoError('NODE_ENVIRONMENT_REFUSED', `The pointer ${JSON.stringify(pointer)} ${reason}.`, {
        place,
      });
    }
    checked[name] = value;
    total += name.length + Buffer.byteLength(value) + 2;
  }
  if (total > MAX_ALL_BYTES) {
    throw new ColoError('NODE_ENVIRONMENT_REFUSED', `All parameters together have ${total} bytes.`, {
      place,
      fix: 'Keep parameters below 1 MiB; put larger data into a file of the package.',
    });
  }
  return checked;
}

function findReason(name: string, value: string, checked: Record<string, string>): string | undefined {
  if (!VARIABLE_NAME.test(name)) {
    return 'is not the name of an environment variable';
  }
  if (isRefusedName(name)) {
    return 'would steer the node itself';
  }
  if (Object.hasOwn(checked, name)) {
    return 'names a variable that another pointer sets';
  }
  if (value.includes('\0')) {
    return 'has a value with a NUL character';
  }
  return Buffer.byteLength(value) > MAX_VALUE_BYTES ? 'has a value above 120 KiB' : undefined;
}
