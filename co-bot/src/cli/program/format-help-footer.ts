import type { CommandDefinition } from './command-definition.ts';
import { exitCodeMeanings } from './exit-codes.ts';
import { listExitCodes } from './list-exit-codes.ts';

/** Examples, the form of `--json`, and exit codes: the part of the help that commander does not know of. */
export function formatHelpFooter(definition: CommandDefinition): string {
  const examples = definition.examples.map((example) => `  ${example.command}\n      ${example.says}`);
  const codes = listExitCodes(definition).map(
    (code) => `  ${String(code).padEnd(3)}  ${exitCodeMeanings[code]}`,
  );
  return [
    'Examples:',
    ...examples,
    '',
    'With --json:',
    `  ${definition.json}`,
    '',
    'Exit codes:',
    ...codes,
  ].join('\n');
}
