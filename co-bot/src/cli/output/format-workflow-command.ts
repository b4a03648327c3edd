import type { Diagnostic } from '@colo/schemas/diagnostics';

/**
 * One diagnostic as a workflow command, which GitHub shows on the line at fault (GitHub docs, "Workflow commands":
 * `::error file={name},line={line},col={col},title={title}::{message}`).
 */
export function formatWorkflowCommand(diagnostic: Diagnostic): string {
  const { severity, file, line, column, code, message, fix } = diagnostic;
  const properties = [
    `file=${escapeProperty(file)}`,
    `line=${line}`,
    `col=${column}`,
    `title=${escapeProperty(code)}`,
  ].join(',');
  return `::${severity} ${properties}::${escapeData(`${message}. Fix: ${fix}`)}`;
}

/** Without this, a file name or a message with a line break could give the runner commands of its own. */
function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
