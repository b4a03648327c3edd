import type { Settings } from '../config/settings.ts';
import type { Printer } from '../output/printer.ts';
import type { CommandArguments } from './arguments.ts';
import type { CliIo } from './cli-io.ts';

/** What a command gets to do its work with. */
export interface Invocation {
  readonly io: CliIo;
  readonly args: CommandArguments;
  readonly settings: Settings;
  readonly print: Printer;
}
