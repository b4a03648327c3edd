import { describeProblem, formatCommand, parseCommand, parseIssueForm } from '@colo/co-bot/commands';
import { parsePushed, parseReceived } from '@colo/co-bot/hooks';
import { parsePointer } from '@colo/schemas/diagnostics';
import { isColoError } from '@colo/schemas/errors';
import { parseQuantity, parseTimeout } from '@colo/schemas/margo/values';
import { parseSelector } from '@colo/schemas/selectors';
import { formatStatusDescription, parseStatusContext, parseStatusDescription } from '@colo/schemas/status';
import { suggestWord, toSafeMarkdown, toSafeText } from '@colo/schemas/text';
import type { FuzzTarget } from '../target.ts';

/** What people and forges write: comments, selectors, statuses. */
export const wordTargets: readonly FuzzTarget[] = [
  {
    name: 'command',
    seeds: 'words',
    run(input) {
      const parsed = parseCommand(input);
      if (parsed.kind === 'problem') return { said: [toSafeMarkdown(describeProblem(parsed.problem), 2000)] };
      return parsed.kind === 'command' ? { said: [toSafeText(formatCommand(parsed.command), 5000)] } : {};
    },
  },
  {
    name: 'issue-form',
    seeds: 'words',
    run(input) {
      parseIssueForm(input);
      return {};
    },
  },
  {
    name: 'hook-input',
    seeds: 'hook',
    run(input) {
      const updates = [...tryParse(parseReceived, input), ...tryParse(parsePushed, input)];
      const odd = updates.find(({ before, after }) => !isObjectId(before) || !isObjectId(after));
      // What is no object id could be taken for an option by git.
      if (odd !== undefined) throw new Error('a word that is no object id was taken for one');
      return {};
    },
  },
  {
    name: 'selector',
    seeds: 'words',
    run(input) {
      parseSelector(input);
      return {};
    },
  },
  {
    name: 'status',
    seeds: 'words',
    run(input) {
      const read = parseStatusDescription(input);
      parseStatusContext(input);
      return {
        said: [formatStatusDescription({ outcome: 'failed', ...read, detail: input, version: input })],
      };
    },
  },
  {
    name: 'text',
    seeds: 'words',
    run: (input) => ({
      said: [toSafeText(input, 200), toSafeMarkdown(input, 200), toSafeMarkdown(input, 1)],
    }),
  },
  {
    name: 'small-words',
    seeds: 'words',
    run(input) {
      parseQuantity(input);
      parseTimeout(input);
      parsePointer(input.startsWith('/') ? input : '');
      suggestWord(input, ['deploy', 'rollback']);
      return {};
    },
  },
];

/** The two hooks have forms of their own: what is none of one may be one of the other. */
function tryParse<T>(parse: (text: string) => readonly T[], input: string): readonly T[] {
  try {
    return parse(input);
  } catch (error) {
    if (isColoError(error)) return [];
    throw error;
  }
}

function isObjectId(word: string | undefined): boolean {
  return word === undefined || /^[0-9a-f]{40,64}$/.test(word);
}
