import type { ExitCode } from './exit-codes.ts';
import type { Invocation } from './invocation.ts';

export interface ArgumentDefinition {
  /** As commander writes it: `<dir>`, `[path]`, `<path...>`. */
  readonly syntax: string;
  readonly description: string;
}

export interface OptionDefinition {
  /** As commander writes it: `--to <selector>`. */
  readonly flags: string;
  readonly description: string;
  /** May be given several times; all values count. */
  readonly repeatable?: boolean;
  readonly required?: boolean;
  readonly choices?: readonly string[];
  /** Used where the option is not given, and shown in the help. */
  readonly fallback?: string;
}

export interface CommandExample {
  readonly command: string;
  readonly says: string;
}

/** One verb of `co`. Help, dispatch and docs/cli.md are made from the same table of these. */
export interface CommandDefinition {
  /** Words after `co`: `['add', 'app']`. */
  readonly words: readonly string[];
  /** One line, shown in lists. */
  readonly summary: string;
  /** What it does, what it needs, what it never does. */
  readonly description: string;
  readonly arguments: readonly ArgumentDefinition[];
  /** Its own options; those common to all commands are added. */
  readonly options: readonly OptionDefinition[];
  readonly examples: readonly CommandExample[];
  /** Codes this command can end with, beside 70 and 130. */
  readonly exitCodes: readonly ExitCode[];
  /** What `--json` prints: one document, or one JSON object a line while it goes on (NDJSON). */
  readonly json: string;
  run(invocation: Invocation): Promise<ExitCode>;
}
