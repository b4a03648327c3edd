import type { CommandDefinition } from './command-definition.ts';
import type { ExitCode } from './exit-codes.ts';

/** Codes that any command can end with. */
const always: readonly ExitCode[] = [0, 2, 70, 130];

/** All codes of a command, in order. */
export function listExitCodes(definition: CommandDefinition): readonly ExitCode[] {
  return [...new Set([...always, ...definition.exitCodes])].sort((left, right) => left - right);
}
