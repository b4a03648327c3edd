import { ColoError } from '@colo/schemas/errors';
import type { AttemptAction, SlotName } from './intent.ts';
import type {
  AttemptOutcome,
  AttemptPhase,
  AttemptResult,
  Health,
  RunsNow,
  SlotReport,
} from './slot-report.ts';

const ACTIONS = ['install', 'update', 'replace', 'remove'] as const satisfies readonly AttemptAction[];
const PHASES = [
  'none',
  'never-ran',
  'running',
  'finished',
  'lost',
] as const satisfies readonly AttemptPhase[];
const HEALTHS = [
  'healthy',
  'starting',
  'unhealthy',
  'stopped',
  'unknown',
] as const satisfies readonly Health[];
const OUTCOMES = [
  'installed',
  'failed',
  'rolled-back',
  'removed',
  'superseded',
] as const satisfies readonly AttemptOutcome[];

/** The keys of one slot's lines. */
export type SlotLines = ReadonlyMap<string, string>;

/** Makes a report of the lines between `slot` and `slot-end`. Throws NODE_PROTOCOL. */
export function parseSlotReport(lines: SlotLines): SlotReport {
  const generation = parseNumber(lines, 'generation');
  const action = lines.has('action') ? parseWord(lines, 'action', ACTIONS) : undefined;
  const target = lines.get('target');
  const result = lines.has('result-outcome') ? parseResult(lines) : undefined;
  return {
    slot: parseSlotName(lines),
    generation,
    nonce: generation === 0 ? '' : parseText(lines, 'nonce'),
    phase: parseWord(lines, 'phase', PHASES),
    ...(action === undefined ? {} : { action }),
    ...(target === undefined ? {} : { target }),
    ...(result === undefined ? {} : { result }),
    runs: parseRuns(lines),
  };
}

function parseSlotName(lines: SlotLines): SlotName {
  const [, deploymentId = '', component = ''] = parseText(lines, 'slot').split('/');
  return {
    site: parseText(lines, 'site'),
    applicationId: parseText(lines, 'application'),
    deploymentId,
    component,
  };
}

function parseResult(lines: SlotLines): AttemptResult {
  return {
    generation: parseNumber(lines, 'result-generation'),
    nonce: parseText(lines, 'result-nonce'),
    outcome: parseWord(lines, 'result-outcome', OUTCOMES),
    code: parseText(lines, 'result-code'),
    runs: parseText(lines, 'result-runs'),
    message: lines.get('result-message') ?? '',
  };
}

const INSTANCE = /^[0-9A-Za-z.:-]{1,64}$/;

function parseRuns(lines: SlotLines): RunsNow {
  if (!lines.has('runs-target')) {
    return { kind: 'nothing' };
  }
  const instance = lines.get('runs-instance');
  return {
    kind: 'component',
    type: lines.get('runs-type') ?? '',
    target: parseText(lines, 'runs-target'),
    contentDigest: lines.get('runs-content') ?? 'none',
    version: lines.get('runs-version') ?? '',
    commit: lines.get('runs-commit') ?? '',
    generation: parseNumber(lines, 'runs-generation'),
    health: parseWord(lines, 'runs-health', HEALTHS),
    detail: lines.get('runs-detail') ?? '',
    ...(instance !== undefined && INSTANCE.test(instance) ? { instance } : {}),
    ...(lines.has('runs-up') ? { upSeconds: parseNumber(lines, 'runs-up') } : {}),
  };
}

function parseText(lines: SlotLines, key: string): string {
  const value = lines.get(key);
  if (value === undefined || value === '') {
    throw new ColoError('NODE_PROTOCOL', `The host's report of a slot lacks "${key}".`);
  }
  return value;
}

/** A whole number that the node wrote in decimal. */
export function parseNumber(lines: SlotLines, key: string): number {
  const text = parseText(lines, key);
  if (!/^\d{1,15}$/.test(text)) {
    throw new ColoError('NODE_PROTOCOL', `The host's report has "${key}" that is not a number.`);
  }
  return Number(text);
}

function parseWord<const Word extends string>(lines: SlotLines, key: string, words: readonly Word[]): Word {
  const text = parseText(lines, key);
  const word = words.find((candidate) => candidate === text);
  if (word === undefined) {
    throw new ColoError('NODE_PROTOCOL', `The host's report has an unknown "${key}".`);
  }
  return word;
}
