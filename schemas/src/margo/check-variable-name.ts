/** POSIX names of environment variables, lower case allowed. */
const VARIABLE = /^[A-Za-z_][A-Za-z0-9_]{0,199}$/;

/**
 * Variables that choose which program, library, container engine or shell start-up file is used. They belong to the
 * host; a parameter that set one would run something else than what the package says. COLO_ is the node's own.
 */
const RESERVED =
  /^(?:PATH|IFS|ENV|BASH_ENV|BASHOPTS|SHELLOPTS|PS4|CONTAINER_(?:HOST|CONNECTION|SSHKEY)|(?:LD|DYLD|DOCKER|COMPOSE|CONTAINERS|PODMAN|COLO)_.*)$/i;

/** Why a name cannot be the environment variable of a parameter or of a package's file; undefined where it can. */
export function checkVariableName(name: string): 'invalid' | 'reserved' | undefined {
  if (!VARIABLE.test(name)) return 'invalid';
  return RESERVED.test(name) ? 'reserved' : undefined;
}
