import { ColoError, type ErrorCode, errorTable } from '@colo/schemas/errors';
import { explainCode, isErrorCode } from '@colo/schemas/errors/explain';
import { suggestWord } from '@colo/schemas/text';
import { type CodeReport, formatCodeList, formatExplanation } from '../../output/format-explanation.ts';
import type { ExitCode } from '../../program/exit-codes.ts';
import type { Invocation } from '../../program/invocation.ts';

export async function runExplain({ args, print }: Invocation): Promise<ExitCode> {
  const word = args.optional(0);
  const codes = Object.keys(errorTable).filter(isErrorCode).sort();
  if (word === undefined) {
    const list = codes.map((code) => ({ code, area: areaOf(code), summary: errorTable[code].summary }));
    print.result({ codes: list }, (colors) => formatCodeList(list, colors));
    return 0;
  }
  const report = describe(findCode(word, codes));
  print.result(report, (colors) => formatExplanation(report, colors));
  return 0;
}

function findCode(word: string, codes: readonly ErrorCode[]): ErrorCode {
  const wanted = word.trim().toUpperCase().replaceAll('-', '_');
  if (isErrorCode(wanted)) return wanted;
  const near = suggestWord(wanted, codes);
  const fix = near === undefined ? '`co explain` lists every code.' : `Did you mean ${near}?`;
  throw new ColoError('USAGE', `colo has no error code ${JSON.stringify(word.slice(0, 80))}`, { fix });
}

function describe(code: ErrorCode): CodeReport {
  const { kind, exitCode, summary, why, example, fix } = explainCode(code);
  return {
    code,
    area: areaOf(code),
    kind,
    exitCode,
    summary,
    ...(why === undefined ? {} : { why }),
    ...(example === undefined ? {} : { example: { ...example, file: example.file ?? 'margo.yaml' } }),
    fix,
  };
}

/** The first word of a code: `margo` for MARGO_TARGET_DANGLING. */
function areaOf(code: ErrorCode): string {
  return (code.split('_')[0] ?? code).toLowerCase();
}
