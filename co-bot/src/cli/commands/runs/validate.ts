import { resolve } from 'node:path';
import type { PackageData } from '@colo/schemas/data';
import type { Diagnostic } from '@colo/schemas/diagnostics';
import { ColoError } from '@colo/schemas/errors';
import { compareDocuments, joinFindings } from '@colo/schemas/margo/compare';
import type { MargoDocument } from '@colo/schemas/margo/documents';
import type { ModeOption } from '@colo/schemas/margo/package';
import type { Colors } from '../../output/choose-colors.ts';
import { formatCounts, formatDiagnostics, formatHint } from '../../output/format-diagnostics.ts';
import { formatSarif } from '../../output/format-sarif.ts';
import { formatWorkflowCommand } from '../../output/format-workflow-command.ts';
import type { CommandArguments } from '../../program/arguments.ts';
import type { CliIo } from '../../program/cli-io.ts';
import type { ExitCode } from '../../program/exit-codes.ts';
import type { Invocation } from '../../program/invocation.ts';
import { keepHeapTight } from '../../program/keep-heap-tight.ts';
import { readVersion } from '../../program/read-version.ts';
import { detectTarget, type ValidationTarget } from '../../validate/detect-target.ts';
import { relocateDiagnostics, relocateDocument } from '../../validate/relocate-diagnostics.ts';
import type { TargetReport } from '../../validate/target-report.ts';
import type { ChangeRange } from '../../validate/validate-changes.ts';
import { validateTarget } from '../../validate/validate-target.ts';

export async function runValidate(invocation: Invocation): Promise<ExitCode> {
  keepHeapTight();
  const { args, io, print } = invocation;
  const range = readRange(args);
  const mode = readMode(args);
  const checked: Checked[] = [];
  const alone: Diagnostic[] = [];
  const documents: MargoDocument[] = [];
  for (const path of readPaths(args, range)) {
    const target = await detectTarget(resolve(io.cwd, path));
    const report = await (range === undefined
      ? validateTarget(target, mode, io.signal)
      : validateRange(target, range, io, mode));
    const data = report.data === undefined ? {} : { data: report.data };
    checked.push({ path, what: report.what, ...data });
    alone.push(...relocateDiagnostics(report.diagnostics, report.root, io.cwd));
    if (report.document !== undefined) documents.push(relocateDocument(report.document, report.root, io.cwd));
  }
  const diagnostics = joinFindings(alone, compareDocuments(documents, { isOrdered: true }));
  const data = await describeData(checked);
  const errors = diagnostics.filter((diagnostic) => diagnostic.severity === 'error').length;
  const document = { ok: errors === 0, errors, warnings: diagnostics.length - errors, checked, diagnostics };
  const format = args.text('format');
  if (format === 'json' && !print.isJson) io.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
  else if (format === 'sarif' && !print.isJson)
    io.stdout.write(`${formatSarif(diagnostics, await readVersion())}\n`);
  else print.result(document, (colors) => renderReport(format, checked, diagnostics, data, colors));
  return errors === 0 ? 0 : 1;
}

/** What the packages write, a line each. */
type DataLines = (colors: Colors) => readonly string[];

interface Checked {
  readonly path: string;
  readonly what: string;
  readonly data?: readonly PackageData[];
}

/** What knows compose files is loaded only where there was a package. */
async function describeData(checked: readonly Checked[]): Promise<DataLines> {
  const packages = checked.flatMap(({ data }) => (data === undefined ? [] : [data]));
  if (packages.length === 0) return () => [];
  const { formatPackageData } = await import('../../output/format-data.ts');
  return (colors) => packages.flatMap((data) => formatPackageData(data, colors));
}

/** What talks to git is loaded only where git is asked. */
async function validateRange(
  target: ValidationTarget,
  range: ChangeRange,
  io: CliIo,
  mode: ModeOption,
): Promise<TargetReport> {
  const { validateChanges } = await import('../../validate/validate-changes.ts');
  return await validateChanges(target, range, io, mode);
}

/** Without either option packages are judged as CO and `co add app` judge them. */
function readMode(args: CommandArguments): ModeOption {
  const isStrict = args.flag('strict');
  if (isStrict && args.flag('lenient')) {
    throw new ColoError('USAGE', '--strict and --lenient exclude each other', { fix: 'Give one of them.' });
  }
  if (isStrict) return { mode: 'strict' };
  return args.flag('lenient') ? { mode: 'lenient' } : {};
}

function readRange(args: CommandArguments): ChangeRange | undefined {
  const ref = args.text('since');
  if (!args.flag('staged')) return ref === undefined ? undefined : { kind: 'since', ref };
  if (ref === undefined) return { kind: 'staged' };
  throw new ColoError('USAGE', '--since and --staged exclude each other', { fix: 'Give one of them.' });
}

/** Everything below a folder is asked for by name; what changed below it is asked for often, and by hooks. */
function readPaths(args: CommandArguments, range: ChangeRange | undefined): readonly string[] {
  const paths = args.variadic(0);
  if (paths.length > 0) return paths;
  if (range !== undefined) return ['.'];
  throw new ColoError('USAGE', "missing required argument 'path'", {
    fix: 'Name files or folders: `co validate .` checks the checkout you are in.',
  });
}

function renderReport(
  format: string | undefined,
  checked: readonly Checked[],
  diagnostics: readonly Diagnostic[],
  data: DataLines,
  colors: Colors,
): string {
  const lines = format === 'github' ? diagnostics.map(formatWorkflowCommand) : [];
  if (format !== 'github' && diagnostics.length > 0) lines.push(formatDiagnostics(diagnostics, colors));
  const names = checked.map(({ path, what }) => `${path} (${what})`).join(', ');
  const counts = `${formatCounts(diagnostics)} in ${names}`;
  const hint = format === 'github' ? '' : formatHint(diagnostics);
  const written = format === 'github' ? [] : data(colors);
  return [...lines, ...(hint === '' ? [] : [hint]), counts, ...written].join('\n');
}
