/** POSIX names of environment variables, lower case allowed. */
const VARIABLE = /^[A-Za-z_][A-Za-z0-9_]{0,199}$/;

/**
 * Variables that choose which program, library, container engine or shell start-up file is used. They belong to the
 * host: who sets one runs something else than what the package says.
 */
const STEERING =
  /^(?:PATH|IFS|ENV|BASH_ENV|BASHOPTS|SHELLOPTS|(?:BASH_FUNC|BUILDAH|BUILDKIT|COLO|COMPOSE|CONTAINERS?|DOCKER|DYLD|LD|PODMAN)_.*)$/i;

/** Variables that tell a program who runs it and where; the node sets them. */
const PERSONAL = /^(?:CDPATH|HOME|LOGNAME|OLDPWD|OPTIND|PPID|PS[124]|PWD|SHELL|USER|XDG_RUNTIME_.*)$/i;

/** Why a name cannot be the environment variable that a parameter sets; undefined where it can. */
export function checkVariableName(name: string): 'invalid' | 'reserved' | undefined {
  if (!VARIABLE.test(name)) return 'invalid';
  return isSteeringVariable(name) || PERSONAL.test(name) ? 'reserved' : undefined;
}

/** True for a variable that not even an environment file of a package may set. */
export function isSteeringVariable(name: string): boolean {
  return STEERING.test(name);
}
