import { ColoError } from '@colo/schemas/errors';
import { CommanderError } from 'commander';
import { commandTable } from '../commands/command-table.ts';
import { createSettings } from '../config/settings.ts';
import { chooseColors } from '../output/choose-colors.ts';
import { formatError, toColoError } from '../output/format-error.ts';
import { createPrinter } from '../output/printer.ts';
import { stringifyStable } from '../output/stringify-stable.ts';
import { createArguments } from './arguments.ts';
import type { CliIo } from './cli-io.ts';
import { createProgram } from './create-program.ts';
import { type ExitCode, toExitCode } from './exit-codes.ts';
import { readVersion } from './read-version.ts';

/**
 * Runs one command line and returns its exit code. Prints everything, throws nothing.
 *
 * @param argv the words after `co`
 */
export async function runCo(argv: readonly string[], io: CliIo): Promise<ExitCode> {
  let exitCode: ExitCode = 0;
  try {
    const program = createProgram(
      commandTable,
      await readVersion(),
      io,
      async (definition, operands, options) => {
        const args = createArguments(operands, options);
        const print = createPrinter(io, args.flag('json'));
        exitCode = await definition.run({ io, args, settings: createSettings(args, io), print });
      },
    );
    await program.parseAsync(argv, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (io.signal.aborted) return 130;
    return reportError(error, argv, io);
  }
}

function reportError(error: unknown, argv: readonly string[], io: CliIo): ExitCode {
  if (error instanceof CommanderError) {
    if (error.code === 'commander.helpDisplayed' || error.code === 'commander.version') return 0;
    return print(toUsageError(error, argv), argv, io);
  }
  return print(toColoError(error), argv, io);
}

function print(error: ColoError, argv: readonly string[], io: CliIo): ExitCode {
  if (argv.includes('--json')) io.stdout.write(`${stringifyStable({ error }, 0)}\n`);
  else io.stderr.write(`${formatError(error, chooseColors(io.stderr, io.env))}\n`);
  return toExitCode(error.exitCode);
}

/** Commander's message is `error: …`, with its "Did you mean" in brackets on a second line. */
function toUsageError(error: CommanderError, argv: readonly string[]): ColoError {
  const words = argv.filter((word) => /^[a-z]+$/.test(word)).slice(0, 2);
  if (error.code === 'commander.help') {
    return new ColoError('USAGE', `${['co', ...words].join(' ')} needs a command`, {
      fix: `Run \`${['co', ...words, '--help'].join(' ')}\` to see them.`,
    });
  }
  const [message = '', suggestion] = error.message.replace(/^error: /, '').split('\n');
  const hint = suggestion?.replace(/^\((.*)\)$/, '$1 ') ?? '';
  return new ColoError('USAGE', message, { fix: `${hint}Run \`co --help\` to see the commands.` });
}
