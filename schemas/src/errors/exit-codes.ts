/**
 * What the exit codes of colo's programs mean: 0 to 2 as everywhere, the others as in sysexits.h, so that scripts can
 * tell "try again" from "change something".
 */
export const exitCodeMeanings: Readonly<Record<number, string>> = {
  0: 'Done.',
  1: 'A check said no: the command worked, and found something.',
  2: 'The command line is not understood.',
  64: 'The command was used in a way that cannot work.',
  65: 'A document or a package is wrong.',
  66: 'An input is missing or cannot be read.',
  69: 'Something needed is not available: a host, a service, a program.',
  70: 'A fault of colo itself.',
  71: 'The operating system refused something.',
  73: 'An output cannot be written.',
  74: 'Reading or writing failed.',
  75: 'A passing trouble: the same command may succeed later.',
  76: 'A host or service answered in a way that is not understood.',
  77: 'Permission is missing.',
  78: 'The configuration is wrong.',
  130: 'Interrupted by Ctrl-C.',
};
