import type { Diagnostic } from '../../documents/diagnostic.ts';
import type { ErrorCode } from '../../errors/error-table.ts';
import type { MargoDialect } from '../app-package.ts';

/**
 * How a package is judged. `standard` is what CO, LO and every command use; `strict` lets nothing pass that departs from
 * Margo's text; `lenient` lets pass what colo can read without a guess.
 */
export type MargoMode = 'standard' | 'strict' | 'lenient';

/** For whatever reads packages. Left out: `standard`. */
export interface ModeOption {
  readonly mode?: MargoMode;
}

/** What becomes of a departure from Margo's text; `off` is not reported. */
export type DeviationVerdict = Diagnostic['severity'] | 'off';

/** One departure from Margo's text that colo can read without a guess, in the dialects that it departs from. */
export interface Deviation {
  readonly code: ErrorCode;
  readonly dialects: readonly MargoDialect[];
  readonly verdicts: Readonly<Record<MargoMode, DeviationVerdict>>;
}

const EARLY: readonly MargoDialect[] = ['2024-10', '2025-02', 'pr1'];
const BEFORE_RC3: readonly MargoDialect[] = [...EARLY, 'rc2'];
const ALL: readonly MargoDialect[] = [...BEFORE_RC3, 'rc3'];

/**
 * Every rule whose severity hangs on the mode. All others are errors (or, where the check says so, warnings) in each
 * mode. docs/margo.md shows this table.
 */
export const deviations: readonly Deviation[] = [
  {
    code: 'MARGO_RULE_WORD_UNKNOWN',
    dialects: ALL,
    verdicts: { lenient: 'warning', standard: 'error', strict: 'error' },
  },
  {
    code: 'MARGO_POINTER_PORTS',
    dialects: ALL,
    verdicts: { lenient: 'warning', standard: 'error', strict: 'error' },
  },
  {
    code: 'MARGO_WAIT_TEXT',
    dialects: EARLY,
    verdicts: { lenient: 'warning', standard: 'warning', strict: 'error' },
  },
  {
    code: 'MARGO_WAIT_TEXT',
    dialects: ['rc2', 'rc3'],
    verdicts: { lenient: 'warning', standard: 'error', strict: 'error' },
  },
  {
    code: 'MARGO_TIMEOUT_FORM',
    dialects: BEFORE_RC3,
    verdicts: { lenient: 'off', standard: 'off', strict: 'error' },
  },
  {
    code: 'MARGO_TIMEOUT_FORM',
    dialects: ['rc3'],
    verdicts: { lenient: 'warning', standard: 'error', strict: 'error' },
  },
  {
    code: 'MARGO_POINTER_PREFIX',
    dialects: ['rc2', 'rc3'],
    verdicts: { lenient: 'warning', standard: 'warning', strict: 'error' },
  },
  {
    code: 'MARGO_POINTER_BARE',
    dialects: EARLY,
    verdicts: { lenient: 'off', standard: 'off', strict: 'error' },
  },
];

/** What the table says of a code; undefined where the mode changes nothing. */
export function judgeDeviation(
  code: ErrorCode,
  dialect: MargoDialect,
  mode: MargoMode,
): DeviationVerdict | undefined {
  return deviations.find((each) => each.code === code && each.dialects.includes(dialect))?.verdicts[mode];
}

/** The mode alone, to be handed on. */
export function modeOf({ mode }: ModeOption): ModeOption {
  return mode === undefined ? {} : { mode };
}
