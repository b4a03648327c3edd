import { toSafeText } from '@colo/schemas/text';
import type { Verb } from './command.ts';

/** Why a command is not understood. Each kind becomes one sentence for the person who wrote it. */
export type CommandProblem =
  | { readonly kind: 'many-commands'; readonly lines: readonly number[] }
  | { readonly kind: 'unknown-verb'; readonly word: string; readonly suggestion: Verb }
  | { readonly kind: 'unclosed-quote'; readonly verb: Verb; readonly column: number }
  | { readonly kind: 'missing'; readonly verb: Verb; readonly what: string }
  | { readonly kind: 'bad-word'; readonly verb: Verb; readonly word: string; readonly expected: string }
  | { readonly kind: 'duplicate'; readonly verb: Verb; readonly word: string };

const LONGEST_WORD = 80;

/** The problem as one sentence. Words of people come bounded, in one line, without control characters. */
export function describeProblem(problem: CommandProblem): string {
  switch (problem.kind) {
    case 'many-commands':
      return `One command per comment, please: lines ${problem.lines.join(', ')} each hold one, so nothing was done.`;
    case 'unknown-verb':
      return `There is no command "${show(problem.word)}". Did you mean "/${problem.suggestion}"?`;
    case 'unclosed-quote':
      return `The quote at column ${problem.column} is never closed.`;
    case 'missing':
      return `"/${problem.verb}" needs ${problem.what}.`;
    case 'bad-word':
      return `"${show(problem.word)}" does not fit here: ${problem.expected}.`;
    case 'duplicate':
      return `"${show(problem.word)}" is given twice.`;
  }
}

function show(word: string): string {
  return toSafeText(word, LONGEST_WORD);
}
