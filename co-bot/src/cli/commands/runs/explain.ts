import { ColoError, type ErrorCode, errorTable } from '@colo/schemas/errors';
import { areaOfCode, explainCode, isErrorCode } from '@colo/schemas/errors/explain';
import { suggestWord } from '@colo/schemas/text';
import type { Topic } from '../../explain/topic.ts';
import { topics } from '../../explain/topics.ts';
import {
  type CodeReport,
  formatCodeList,
  formatExplanation,
  formatTopic,
} from '../../output/format-explanation.ts';
import type { ExitCode } from '../../program/exit-codes.ts';
import type { Invocation } from '../../program/invocation.ts';

export async function runExplain({ args, print }: Invocation): Promise<ExitCode> {
  const word = args.optional(0);
  const codes = Object.keys(errorTable).filter(isErrorCode).sort();
  if (word === undefined) {
    const list = codes.map((code) => ({ code, area: areaOfCode(code), summary: errorTable[code].summary }));
    const named = Object.entries(topics).map(([topic, { summary }]) => ({ topic, summary }));
    print.result({ codes: list, topics: named }, (colors) => formatCodeList(list, named, colors));
    return 0;
  }
  const topic = findTopic(word);
  if (topic !== undefined) {
    print.result(topic, (colors) => formatTopic(topic, colors));
    return 0;
  }
  const report = describe(findCode(word, codes));
  print.result(report, (colors) => formatExplanation(report, colors));
  return 0;
}

function findTopic(word: string): ({ readonly topic: string } & Topic) | undefined {
  const name = word.trim().toLowerCase();
  const topic = Object.hasOwn(topics, name) ? topics[name] : undefined;
  return topic === undefined ? undefined : { topic: name, ...topic };
}

function findCode(word: string, codes: readonly ErrorCode[]): ErrorCode {
  const wanted = word.trim().toUpperCase().replaceAll('-', '_');
  if (isErrorCode(wanted)) return wanted;
  const near = suggestWord(wanted, codes) ?? suggestWord(word.trim().toLowerCase(), Object.keys(topics));
  const fix = near === undefined ? '`co explain` lists every code.' : `Did you mean ${near}?`;
  throw new ColoError('USAGE', `colo has no error code ${JSON.stringify(word.slice(0, 80))}`, { fix });
}

function describe(code: ErrorCode): CodeReport {
  const { kind, exitCode, summary, why, example, fix } = explainCode(code);
  return {
    code,
    area: areaOfCode(code),
    kind,
    exitCode,
    summary,
    ...(why === undefined ? {} : { why }),
    ...(example === undefined ? {} : { example: { ...example, file: example.file ?? 'margo.yaml' } }),
    fix,
  };
}
