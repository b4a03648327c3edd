import { resolve } from 'node:path';
import type { Diagnostic } from '@colo/schemas';
import type { Colors } from '../output/choose-colors.ts';
import { formatCounts, formatDiagnostics } from '../output/format-diagnostics.ts';
import { formatWorkflowCommand } from '../output/format-workflow-command.ts';
import type { CommandDefinition } from '../program/command-definition.ts';
import type { ExitCode } from '../program/exit-codes.ts';
import type { Invocation } from '../program/invocation.ts';
import { detectTarget } from '../validate/detect-target.ts';
import { relocateDiagnostics } from '../validate/relocate-diagnostics.ts';
import { validateTarget } from '../validate/validate-target.ts';

export const validate: CommandDefinition = {
  words: ['validate'],
  summary: 'check an infra repo, an app registry, a package or single files',
  description:
    'Checks what each PATH is: an infra repo (colo.yaml, sites/, packages/), an app registry (apps/), a package ' +
    '(margo.yaml), a part of an infra repo, or one document. Each fault comes with file, line, column, code and what to do. ' +
    'It reads files only: no network, no git, and nothing of the content is run.',
  arguments: [{ syntax: '<path...>', description: 'files and folders' }],
  options: [
    {
      flags: '--format <format>',
      description: 'how faults are shown; github makes annotations in a workflow',
      choices: ['text', 'json', 'github'],
      fallback: 'text',
    },
  ],
  examples: [
    { command: 'co validate .', says: 'check the checkout you are in' },
    { command: 'co validate ./hello-world/margo.yaml', says: 'check one package' },
    { command: 'co validate --format github .', says: 'in CI: show faults on the lines of the pull request' },
  ],
  exitCodes: [1, 65],
  json: 'one document: ok, errors, warnings, checked (path, what), diagnostics (code, severity, message, fix, file, line, column, pointer)',
  run: runValidate,
};

async function runValidate(invocation: Invocation): Promise<ExitCode> {
  const { args, io, print } = invocation;
  const checked: { path: string; what: string }[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const path of args.variadic(0)) {
    const report = await validateTarget(await detectTarget(resolve(io.cwd, path)));
    checked.push({ path, what: report.what });
    diagnostics.push(...relocateDiagnostics(report.diagnostics, report.root, io.cwd));
  }
  const errors = diagnostics.filter((diagnostic) => diagnostic.severity === 'error').length;
  const document = { ok: errors === 0, errors, warnings: diagnostics.length - errors, checked, diagnostics };
  if (args.text('format') === 'json' && !print.isJson)
    io.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
  else print.result(document, (colors) => renderReport(args.text('format'), checked, diagnostics, colors));
  return errors === 0 ? 0 : 1;
}

function renderReport(
  format: string | undefined,
  checked: readonly { readonly path: string; readonly what: string }[],
  diagnostics: readonly Diagnostic[],
  colors: Colors,
): string {
  const lines = format === 'github' ? diagnostics.map(formatWorkflowCommand) : [];
  if (format !== 'github' && diagnostics.length > 0) lines.push(formatDiagnostics(diagnostics, colors));
  const names = checked.map(({ path, what }) => `${path} (${what})`).join(', ');
  return [...lines, `${formatCounts(diagnostics)} in ${names}`].join('\n');
}
