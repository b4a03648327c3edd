/** A line of a comment that may be a command. */
export interface CommandLine {
  readonly text: string;
  /** Counts from 1. */
  readonly line: number;
}

const FENCE = /^ {0,3}(?<mark>`{3,}|~{3,})(?<info>.*)$/u;
const QUOTE = /^ {0,3}>/u;
const RAW_OPEN = /^ {0,3}<(?<tag>pre|script|style|textarea|code|blockquote)(?=[\s>]|$)/iu;
const SETEXT_UNDERLINE = /^ {0,3}(?:=+|-+)[ \t]*$/u;
const SLASH_WORD = /^ {0,3}(?<command>\/[A-Za-z][A-Za-z-]*(?:\s.*)?)$/u;

/**
 * The lines of Markdown text that start with a slash and a word, outside fenced and indented code, block quotes (their
 * lazy continuation too), headings, HTML comments and raw HTML blocks. A line scanner after CommonMark 0.31 §4 and §5;
 * where it is unsure it finds nothing, because a command that is not seen does no harm.
 */
export function findCommandLines(body: string): readonly CommandLine[] {
  const lines = body.replace(/\r\n?/gu, '\n').split('\n');
  const found: CommandLine[] = [];
  let fence = '';
  let inQuote = false;
  let inComment = false;
  let rawEnd = '';
  for (const [index, line] of lines.entries()) {
    if (fence !== '') {
      if (closesFence(line, fence)) fence = '';
      continue;
    }
    if (inComment) {
      inComment = !line.includes('-->');
      continue;
    }
    if (rawEnd !== '') {
      if (line.toLowerCase().includes(rawEnd)) rawEnd = '';
      continue;
    }
    const opened = FENCE.exec(line)?.groups;
    if (opened !== undefined && !(opened['mark']?.startsWith('`') && opened['info']?.includes('`'))) {
      fence = opened['mark'] ?? '';
      inQuote = false;
      continue;
    }
    const raw = RAW_OPEN.exec(line)?.groups?.['tag']?.toLowerCase();
    if (raw !== undefined) {
      if (!line.toLowerCase().includes(`</${raw}>`)) rawEnd = `</${raw}>`;
      continue;
    }
    if (line.trim() === '') inQuote = false;
    else if (QUOTE.test(line)) inQuote = true;
    inComment = opensComment(line);
    if (inQuote) continue;
    const command = SLASH_WORD.exec(line)?.groups?.['command'];
    if (command === undefined || SETEXT_UNDERLINE.test(lines[index + 1] ?? '')) continue;
    found.push({ text: command.trimEnd(), line: index + 1 });
  }
  return found;
}

function closesFence(line: string, fence: string): boolean {
  const text = line.trim();
  if (/^(?: {4}|\t)/u.test(line)) return false;
  return text.length >= fence.length && text === fence.charAt(0).repeat(text.length);
}

function opensComment(line: string): boolean {
  const last = line.lastIndexOf('<!--');
  return last >= 0 && !line.includes('-->', last + 4);
}
