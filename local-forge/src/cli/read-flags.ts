import { parseArgs } from 'node:util';
import { ColoError } from '@colo/schemas/errors';

export const HELP = `local-forge - a small GitHub-compatible server over real bare git repositories

usage: local-forge [--port N] [--root DIR] [--seed FILE] [--json]

  --port N     port on 127.0.0.1; any free one when absent
  --root DIR   folder for the bare repositories; a new one below the temp folder when absent
  --seed FILE  JSON with accounts, repositories and apps to begin with (see README.md)
  --json       print one line of JSON instead of text
  --help       print this

It prints its address, and where the tokens and keys of the seed are. Its log goes to standard error, one JSON object a
line. SIGINT ends it.
`;

interface Flags {
  readonly port: number;
  readonly root: string | undefined;
  readonly seed: string | undefined;
  readonly json: boolean;
  readonly help: boolean;
}

/** Reads the command line. @throws ColoError FORGE_MISUSE for a flag that is not there */
export function readFlags(args: readonly string[]): Flags {
  const { port, root, seed, json, help } = parse(args);
  const number = Number(port ?? 0);
  if (!Number.isInteger(number) || number < 0 || number > 65_535) {
    throw new ColoError('FORGE_MISUSE', `--port must be a number up to 65535, not ${port}`);
  }
  return { port: number, root, seed, json: json ?? false, help: help ?? false };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        port: { type: 'string' },
        root: { type: 'string' },
        seed: { type: 'string' },
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values;
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : 'the command line cannot be read';
    throw new ColoError('FORGE_MISUSE', message, { cause, fix: 'See local-forge --help.' });
  }
}
