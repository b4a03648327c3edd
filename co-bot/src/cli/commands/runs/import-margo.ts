import { resolve } from 'node:path';
import type { ReadResult } from '@colo/schemas/diagnostics';
import type { DesiredState } from '@colo/schemas/documents/desired-state';
import { writeDocument } from '@colo/schemas/documents/write';
import { ColoError } from '@colo/schemas/errors';
import {
  type AssumedFacts,
  type FactName,
  factNames,
  importDeployments,
} from '@colo/schemas/margo/deployment';
import { suggestWord, toSafeText } from '@colo/schemas/text';
import { readMargoFiles } from '../../margo/read-margo-files.ts';
import { writeOutput } from '../../margo/write-output.ts';
import { countOf, formatCounts, formatDiagnostics } from '../../output/format-diagnostics.ts';
import type { ExitCode } from '../../program/exit-codes.ts';
import type { Invocation } from '../../program/invocation.ts';

export async function runImport({ args, io, print }: Invocation): Promise<ExitCode> {
  const assumed = readAssumed(args.all('assume'), args.text('site'));
  const read = await readMargoFiles(args.variadic(0), io.cwd);
  const files = read.files.map(({ file }) => file);
  const result: ReadResult<DesiredState> =
    read.problems.length > 0
      ? { ok: false, diagnostics: read.problems }
      : importDeployments(read.files, assumed);
  if (!result.ok) {
    const { diagnostics } = result;
    print.note(`${formatDiagnostics(diagnostics, print.colors)}\n${formatCounts(diagnostics)}`);
    if (print.isJson) print.result({ ok: false, files, diagnostics }, () => '');
    return 65;
  }
  const { value, warnings: diagnostics } = result;
  print.note(formatDiagnostics(diagnostics, print.colors));
  const { site } = value.metadata;
  const text = writeDocument(value);
  const output = args.text('output');
  if (output === undefined) {
    print.result({ ok: true, files, site, text, diagnostics }, () => text);
    return 0;
  }
  await writeOutput(resolve(io.cwd, output), text);
  const count = countOf(value.spec.deployments.length, 'deployment');
  print.result({ ok: true, files, site, output, diagnostics }, () => `wrote ${output} (${site}, ${count})`);
  return 0;
}

function readAssumed(words: readonly string[], site: string | undefined): AssumedFacts {
  const found: Partial<Record<FactName, string>> = site === undefined ? {} : { site };
  for (const word of words) {
    const { key = '', value } = /^(?<key>[a-z-]+)=(?<value>.+)$/su.exec(word)?.groups ?? {};
    const name = factNames.find((each) => each === key);
    if (name === undefined || value === undefined) throw refuseAssumed(word, key);
    if (found[name] !== undefined)
      throw new ColoError('USAGE', `${name} is given twice`, { fix: 'Give it once.' });
    found[name] = value;
  }
  return found;
}

function refuseAssumed(word: string, key: string): ColoError {
  const near = suggestWord(key, factNames);
  const hint = near === undefined || near === key ? '' : `; did you mean ${near}?`;
  const message = `--assume ${toSafeText(word, 120)}: name=value is expected${hint}`;
  return new ColoError('USAGE', message, { fix: `The names are ${factNames.join(', ')}.` });
}
