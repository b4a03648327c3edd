import { ColoError } from '@colo/schemas/errors';
import { githubStatusReporter } from './github-status/github-status-reporter.ts';
import { logReporter } from './log/log-reporter.ts';
import type { Reporter } from './reporter.ts';

/** The built-in reporters by id. */
export const reporters: ReadonlyMap<string, Reporter> = new Map(
  [githubStatusReporter, logReporter].map((reporter) => [reporter.id, reporter]),
);

/** Finds a reporter. Throws LO_REPORTER_UNKNOWN. */
export function getReporter(id: string, known: ReadonlyMap<string, Reporter> = reporters): Reporter {
  const reporter = known.get(id);
  if (reporter === undefined)
    throw new ColoError(
      'LO_REPORTER_UNKNOWN',
      `No reporter is called ${JSON.stringify(id)}; known: ${[...known.keys()].join(', ')}.`,
    );
  return reporter;
}
