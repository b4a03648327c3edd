import { runnerScripts } from '../generated/runner-scripts.ts';
import { quoteShellWords } from './quote-shell.ts';

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
const INSTALL = `${runnerScripts.writable}
umask 077
PATH=$3
export PATH LC_ALL=C
for program in mkdir cat sha256sum sync mv rm; do
  command -v "$program" >/dev/null 2>&1 || missing="$missing $program"
done
[ -z "$missing" ] || { echo "colo-reply 1 MISSING$missing"; exit 0; }
folder=$1/runner/$2
part=$1/runner/$2.part.$4
if ! mkdir -p "$part" || ! cat >"$part/runner.sh"; then
  may_write "$part" && WRITE_PROBLEM=DISK_FULL
  echo "colo-reply 1 $(describe_write_problem)"
  exit 0
fi
digest=$(sha256sum <"$part/runner.sh")
[ "\${digest%% *}" = "$2" ] || { rm -rf "$part"; echo "colo-reply 1 INCOMPLETE"; exit 0; }
sync "$part/runner.sh" "$part"
digest=$(sha256sum 2>/dev/null <"$folder/runner.sh")
[ "\${digest%% *}" = "$2" ] || rm -rf "$folder"
mv -T "$part" "$folder" 2>/dev/null || rm -rf "$part"
sync "$1/runner"
if [ -f "$folder/runner.sh" ]; then
  echo "colo-reply 1 INSTALLED"
else
  may_write "$folder" && WRITE_PROBLEM=DISK_FULL
  echo "colo-reply 1 $(describe_write_problem)"
fi`;

/**
 * The remote command, always the same. The user's login shell parses it, whichever that is: one line, without what any shell
 * reads as more than text between single quotes (csh ends them at a line feed and expands `!`, fish knows `\'`). sh reads the
 * rest, a line byte by byte, and leaves to it what follows that line on standard input.
 */
const START = `sh -c 'IFS= read -r line; eval "$line"'`;

/** Where and as whom the runner of a host runs. */
export interface RunnerPlace {
  readonly workdir: string;
  readonly digest: string;
  readonly searchPath: readonly string[];
  readonly sudo: boolean;
}

/** What is sent to a host: the command for its login shell, and the lines that sh reads before anything else. */
export interface RemoteCommand {
  readonly command: string;
  readonly line: string;
}

/** Ends a text of several lines. */
const END_OF_TEXT = '# end of the text';

/** Reads a text of several lines, as {@link START} reads one, and does what it says. */
const READ_TEXT = [
  "nl=$(printf '\\nx')",
  'nl=${nl%x}',
  'text=',
  `while IFS= read -r line && [ "$line" != '${END_OF_TEXT}' ]; do text=$text$line$nl; done`,
  'eval "$text"',
].join('; ');

/** Runs one verb of the runner. */
export function buildRunCommand(place: RunnerPlace, verb: string): RemoteCommand {
  const runner = `${place.workdir}/runner/${place.digest}/runner.sh`;
  return buildCommand(place.sudo, RUN, [runner, programPath(place), verb]);
}

/** Installs the runner from standard input. */
export function buildInstallCommand(place: RunnerPlace, nonce: string): RemoteCommand {
  return buildCommand(place.sudo, `${READ_TEXT}\n${INSTALL}\n${END_OF_TEXT}`, [
    place.workdir,
    place.digest,
    programPath(place),
    nonce,
  ]);
}

function programPath(place: RunnerPlace): string {
  return [...place.searchPath, FIXED_PATH].join(':');
}

function buildCommand(sudo: boolean, script: string, words: readonly string[]): RemoteCommand {
  return {
    command: `${sudo ? 'sudo -n ' : ''}${START}`,
    line: `set -- ${quoteShellWords(words)}; ${script}\n`,
  };
}
