import type { Command } from './command.ts';
import type { CommandProblem } from './command-problem.ts';
import { commandTable, findVerb, verbs } from './command-table.ts';
import { type CommandLine, findCommandLines } from './find-command-lines.ts';
import { splitWords } from './split-words.ts';
import { suggestVerb } from './suggest-verb.ts';
import { readWords } from './word-reader.ts';

/** What a comment holds: nothing for us, a command, or a command that is not understood. */
export type ParseResult =
  | { readonly kind: 'none' }
  | { readonly kind: 'command'; readonly command: Command; readonly line: CommandLine }
  | { readonly kind: 'problem'; readonly problem: CommandProblem; readonly line: CommandLine };

/**
 * Reads the command in the body of a comment or an issue. Never throws. Lines with the slash commands of other bots are
 * nothing to us, unless they are a near miss of one of ours.
 */
export function parseCommand(body: string): ParseResult {
  const lines = findCommandLines(body);
  const ours = lines.filter((line) => findVerb(firstWord(line)) !== undefined);
  const line = ours[0];
  if (line === undefined) return findNearMiss(lines);
  if (ours.length > 1) {
    return {
      kind: 'problem',
      problem: { kind: 'many-commands', lines: ours.map((each) => each.line) },
      line,
    };
  }
  return parseCommandLine(line);
}

/** Reads one line that starts with a slash and a verb of ours. */
export function parseCommandLine(line: CommandLine): ParseResult {
  const verb = findVerb(firstWord(line));
  if (verb === undefined) return findNearMiss([line]);
  const split = splitWords(line.text);
  if (!split.ok)
    return { kind: 'problem', problem: { kind: 'unclosed-quote', verb, column: split.column }, line };
  const parsed = commandTable[verb].parse(readWords(verb, split.words.slice(1)));
  return parsed.ok
    ? { kind: 'command', command: parsed.value, line }
    : { kind: 'problem', problem: parsed.problem, line };
}

function findNearMiss(lines: readonly CommandLine[]): ParseResult {
  for (const line of lines) {
    const word = firstWord(line);
    const suggestion = suggestVerb(word.toLowerCase(), verbs);
    if (suggestion !== undefined) {
      return { kind: 'problem', problem: { kind: 'unknown-verb', word: `/${word}`, suggestion }, line };
    }
  }
  return { kind: 'none' };
}

function firstWord(line: CommandLine): string {
  return /^\/(\S*)/u.exec(line.text)?.[1] ?? '';
}
