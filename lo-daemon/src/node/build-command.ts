import { quoteShell } from './quote-shell.ts';

/** Exit status of a runner command when the node does not have this runner, or has it damaged. */
export const RUNNER_MISSING = 96;

/** Folders searched for programs after those of the host's inventory. */
const FIXED_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/**
 * Fixed text: starts the runner, whose folder is called by its digest, with nothing of the login's environment but who and
 * where it is.
 */
const RUN = [
  'PATH=$2',
  'LC_ALL=C',
  'export PATH LC_ALL',
  '[ -f "$1" ] || exit 96',
  'digest=${1%/runner.sh}',
  'digest=${digest##*/}',
  // Where the program is missing, the runner says so together with all others that are.
  'found=$(sha256sum 2>/dev/null <"$1")',
  '[ "${found:-$digest}" = "$digest" ] || [ "${found%% *}" = "$digest" ] || exit 96',
  'exec env -i PATH="$PATH" LC_ALL=C HOME="${HOME:-/}" USER="${USER:-}" LOGNAME="${LOGNAME:-}"' +
    ' ${XDG_RUNTIME_DIR:+"XDG_RUNTIME_DIR=$XDG_RUNTIME_DIR"} sh "$1" "$3"',
].join('; ');

/** Fixed text: receives a runner on standard input, verifies it, and puts it in place for good. */
const INSTALL = `umask 077
PATH=$3
export PATH LC_ALL=C
for program in mkdir cat sha256sum sync mv rm; do
  command -v "$program" >/dev/null 2>&1 || missing="$missing $program"
done
[ -z "$missing" ] || { echo "colo-reply 1 MISSING$missing"; exit 0; }
folder=$1/runner/$2
part=$1/runner/$2.part.$4
if ! mkdir -p "$part" || ! cat >"$part/runner.sh"; then
  [ -w "$1" ] && echo "colo-reply 1 DISK_FULL" || echo "colo-reply 1 READ_ONLY"
  exit 0
fi
digest=$(sha256sum <"$part/runner.sh")
[ "\${digest%% *}" = "$2" ] || { rm -rf "$part"; echo "colo-reply 1 INCOMPLETE"; exit 0; }
sync "$part/runner.sh" "$part"
digest=$(sha256sum 2>/dev/null <"$folder/runner.sh")
[ "\${digest%% *}" = "$2" ] || rm -rf "$folder"
mv -T "$part" "$folder" 2>/dev/null || rm -rf "$part"
sync "$1/runner"
[ -f "$folder/runner.sh" ] && echo "colo-reply 1 INSTALLED" || echo "colo-reply 1 DISK_FULL"`;

/** Where and as whom the runner of a host runs. */
export interface RunnerPlace {
  readonly workdir: string;
  readonly digest: string;
  readonly searchPath: readonly string[];
  readonly sudo: boolean;
}

/** The remote command that runs one verb of the runner. */
export function buildRunCommand(place: RunnerPlace, verb: string): string {
  const runner = `${place.workdir}/runner/${place.digest}/runner.sh`;
  return shellCommand(place.sudo, RUN, [runner, programPath(place), verb]);
}

/** The remote command that installs the runner from standard input. */
export function buildInstallCommand(place: RunnerPlace, nonce: string): string {
  return shellCommand(place.sudo, INSTALL, [place.workdir, place.digest, programPath(place), nonce]);
}

function programPath(place: RunnerPlace): string {
  return [...place.searchPath, FIXED_PATH].join(':');
}

/** Wrapped in `sh -c`, so that the user's login shell may be any. */
function shellCommand(sudo: boolean, script: string, words: readonly string[]): string {
  return `${sudo ? 'sudo -n ' : ''}sh -c ${[script, 'sh', ...words].map(quoteShell).join(' ')}`;
}
