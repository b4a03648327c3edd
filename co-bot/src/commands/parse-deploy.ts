import type { DeployCommand } from './command.ts';
import {
  parseApplicationVersion,
  parseAssignment,
  parseParameterName,
  parseRange,
  parseSecretAssignment,
  parseSelectorWords,
} from './parse-arguments.ts';
import { badWord, missing, type Parsed, succeed, type WordReader } from './word-reader.ts';

const CLAUSES = ['set', 'secret', 'unset', 'track'] as const;

/** `APP[@VERSION] to SELECTOR [set k=v …] [secret k=NAME …] [unset k …] [track RANGE]`, the clauses in any order. */
export function parseDeploy(reader: WordReader): Parsed<DeployCommand> {
  const application = parseApplicationVersion(reader);
  if (!application.ok) return application;
  const link = reader.peek();
  if (link === undefined) return missing('deploy', '"to" and the sites after the application');
  if (!reader.takeKeyword('to')) return badWord('deploy', link.text, 'expected "to" and the sites');
  const selector = parseSelectorWords(reader, CLAUSES);
  if (!selector.ok) return selector;
  const changes = parseClauses(reader);
  if (!changes.ok) return changes;
  return succeed({ verb: 'deploy', ...application.value, selector: selector.value, ...changes.value });
}

/** The clauses of a deploy: what to set, to take from secrets, to unset and to track. */
function parseClauses(
  reader: WordReader,
): Parsed<Pick<DeployCommand, 'set' | 'unset' | 'secrets'> & { readonly track?: string }> {
  const set = new Map<string, string>();
  const secrets = new Map<string, string>();
  const unset = new Set<string>();
  const isTaken = (name: string) => set.has(name) || secrets.has(name) || unset.has(name);
  let track: string | undefined;
  while (reader.peek() !== undefined) {
    if (reader.takeKeyword('track')) {
      if (track !== undefined) return duplicate('track');
      const range = parseRange(reader);
      if (!range.ok) return range;
      track = range.value;
    } else if (reader.takeKeyword('set')) {
      do {
        const assignment = parseAssignment(reader);
        if (!assignment.ok) return assignment;
        const { name, value } = assignment.value;
        if (isTaken(name)) return duplicate(name);
        set.set(name, value);
      } while (reader.peek() !== undefined && !reader.isAt(CLAUSES));
    } else if (reader.takeKeyword('secret')) {
      do {
        const assignment = parseSecretAssignment(reader);
        if (!assignment.ok) return assignment;
        const { name, secret } = assignment.value;
        if (isTaken(name)) return duplicate(name);
        secrets.set(name, secret);
      } while (reader.peek() !== undefined && !reader.isAt(CLAUSES));
    } else if (reader.takeKeyword('unset')) {
      do {
        const name = parseParameterName(reader);
        if (!name.ok) return name;
        if (isTaken(name.value)) return duplicate(name.value);
        unset.add(name.value);
      } while (reader.peek() !== undefined && !reader.isAt(CLAUSES));
    } else {
      return badWord('deploy', reader.peek()?.text ?? '', `expected one of: ${CLAUSES.join(', ')}`);
    }
  }
  const changes = {
    set: Object.fromEntries(set),
    ...(secrets.size === 0 ? {} : { secrets: Object.fromEntries(secrets) }),
    unset: [...unset],
  };
  return succeed(track === undefined ? changes : { ...changes, track });
}

function duplicate(word: string): Parsed<never> {
  return { ok: false, problem: { kind: 'duplicate', verb: 'deploy', word } };
}
