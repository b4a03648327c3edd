import { writeFile } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import type { ReadResult } from '@colo/schemas/diagnostics';
import { ColoError } from '@colo/schemas/errors';
import { type ConvertedPackage, convertPackage, type MargoTarget } from '@colo/schemas/margo/convert';
import { toSafeText } from '@colo/schemas/text';
import { decodeText } from '@colo/schemas/tree';
import { formatCounts, formatDiagnostics } from '../../output/format-diagnostics.ts';
import type { ExitCode } from '../../program/exit-codes.ts';
import type { Invocation } from '../../program/invocation.ts';
import { createFolderReader } from '../../reader/folder-reader.ts';

export async function runConvert({ args, io, print }: Invocation): Promise<ExitCode> {
  const file = args.positional(0);
  const to: MargoTarget = args.text('to') === 'pr1' ? 'pr1' : 'rc3';
  const output = args.text('output');
  const result = await convertFile(resolve(io.cwd, file), file, to);
  if (!result.ok) {
    const { diagnostics } = result;
    print.note(`${formatDiagnostics(diagnostics, print.colors)}\n${formatCounts(diagnostics)} in ${file}`);
    if (print.isJson) print.result({ ok: false, file, to, diagnostics }, () => '');
    return 65;
  }
  const { value, warnings: diagnostics } = result;
  if (diagnostics.length > 0) print.note(formatDiagnostics(diagnostics, print.colors));
  const { from, text } = value;
  if (output === undefined) {
    print.result({ ok: true, file, from, to, text, diagnostics }, () => text);
    return 0;
  }
  await writeOutput(resolve(io.cwd, output), text);
  print.result(
    { ok: true, file, from, to, output, diagnostics },
    () => `wrote ${output} (${to}, from ${from})`,
  );
  return 0;
}

/** @param file name for messages */
async function convertFile(
  path: string,
  file: string,
  to: MargoTarget,
): Promise<ReadResult<ConvertedPackage>> {
  const bytes = await (await createFolderReader(dirname(path))).read(basename(path));
  if (bytes === undefined)
    throw new ColoError('CLI_INPUT_MISSING', `${toSafeText(file, 400)} is not a file that can be read`);
  const decoded = decodeText(bytes, { file });
  return decoded.ok ? convertPackage(decoded.value, { file, to }) : decoded;
}

async function writeOutput(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text);
  } catch (cause) {
    throw new ColoError('CLI_OUTPUT_UNWRITABLE', `${toSafeText(path, 400)} cannot be written`, { cause });
  }
}
