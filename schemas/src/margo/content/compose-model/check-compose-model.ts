import type { Diagnostic } from '../../../documents/diagnostic.ts';
import { makeDiagnostic } from '../../../documents/make-diagnostic.ts';
import type { ComposeFile, ComposeWalk } from '../walk-compose.ts';
import { findBaseSixty } from './find-base-sixty.ts';
import { findCycles } from './find-cycles.ts';
import { findDangling } from './find-dangling.ts';
import { findIncomplete } from './find-incomplete.ts';
import { findMisread } from './find-misread.ts';
import { findRereadValues } from './find-reread-values.ts';
import { findStrayDollars } from './find-stray-dollars.ts';
import type { ModelFault } from './model-fault.ts';

/**
 * The rules of a compose project beyond its schema: names that nothing defines, services that wait for themselves, texts
 * that compose cannot read. Includes and the files that services extend count as one project.
 *
 * @param isWhole false where files that the project draws in were not read: then no name is called unknown
 * @returns faults of each file that takes part as it stands; of a file that is only extended, parts may never be used
 */
export function checkComposeModel(
  walk: ComposeWalk,
  isWhole: boolean,
  nameOf: (path: string) => string,
): readonly Diagnostic[] {
  const all = [...walk.files.values()];
  const own = [...walk.files].filter(([path]) => walk.project.has(path));
  return own.flatMap(([path, file]) => {
    const parsed = file.toParsedYaml(nameOf(path));
    const serious = findFaults(file, isWhole ? all : undefined);
    const taken = new Set(serious.map(({ path: at }) => JSON.stringify(at)));
    const misread = [...findBaseSixty(parsed), ...findRereadValues(parsed)].filter(
      ({ path: at }) => !taken.has(JSON.stringify(at)),
    );
    return [...serious, ...misread].map(({ path: at, message, fix, severity, atKey }) => {
      const options = severity === undefined ? { fix } : { fix, severity };
      const spot = atKey === true ? parsed.locateKey(at) : parsed.locate(at);
      return makeDiagnostic('MARGO_COMPOSE_INVALID', message, spot, options);
    });
  });
}

function findFaults(file: ComposeFile, project: readonly ComposeFile[] | undefined): readonly ModelFault[] {
  const values = project?.map(({ value }) => value);
  return [
    ...(values === undefined ? [] : [...findDangling(file.value, values), ...findCycles(file.value)]),
    ...findIncomplete(file.value),
    ...findMisread(file),
    ...findStrayDollars(file.value),
  ];
}
