/** What a command's exit code means. docs/cli.md lists the same numbers; they follow sysexits.h where it has one. */
export const exitCodeMeanings = {
  0: 'it worked, or there was nothing to do',
  1: 'a check said no: invalid documents, a refused command, a failed deployment',
  2: 'the command line is wrong, or a setting is missing',
  65: 'the input is wrong: a path, a package or a document',
  69: 'the forge, a repository or git is not available',
  70: 'colo broke one of its own rules; please report it',
  75: 'not now: a rate limit, a race or a timeout; try again later',
  77: 'no permission: the token is missing, refused or too weak',
  130: 'interrupted by Ctrl-C',
} as const;

export type ExitCode = keyof typeof exitCodeMeanings;

/** The documented code nearest to `code`; codes that the table does not know count as colo's own fault. */
export function toExitCode(code: number): ExitCode {
  switch (code) {
    case 0:
    case 1:
    case 2:
    case 65:
    case 69:
    case 75:
    case 77:
    case 130:
      return code;
    case 73:
      return 1;
    case 66:
    case 74:
    case 76:
      return 69;
    case 78:
      return 65;
    default:
      return 70;
  }
}
