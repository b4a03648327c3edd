import type { Verb } from './command.ts';
import { commandTable, verbs } from './command-table.ts';

/**
 * Help as Markdown, from the table that dispatches. Every command stands in a code block, so that the text is never
 * read as a command itself.
 */
export function renderHelp(about?: Verb): string {
  if (about !== undefined) return renderOne(about);
  const intro =
    'Write one command per comment, at the start of a line. A command counts for 24 hours and only if it was never edited.';
  return [intro, ...verbs.map(renderOne)].join('\n\n');
}

/** How a command is written, as a code block. */
export function renderUsage(verb: Verb): string {
  return ['```text', ...commandTable[verb].usage.split(' | '), '```'].join('\n');
}

function renderOne(verb: Verb): string {
  const { description, whoCanUse, examples } = commandTable[verb];
  const lines = [
    `**${verb}** – ${description}`,
    '',
    renderUsage(verb),
    '',
    `Who: ${whoCanUse}. For example:`,
    '',
  ];
  return [...lines, '```text', ...examples, '```'].join('\n');
}
