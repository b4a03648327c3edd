import { ColoError } from '@colo/schemas/errors';
import { toSafeText } from '@colo/schemas/text';
import type { LogLevel } from '../config/settings.ts';
import { redact } from '../report/redact.ts';

export type LogFields = Readonly<Record<string, unknown>>;

/** Writes one JSON object a line. Messages are fixed texts; particulars are fields. */
export interface Logger {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
}

const LEVELS = ['debug', 'info', 'warn', 'error'] as const satisfies readonly LogLevel[];
const MAX_FIELD = 1000;

/** A logger of at least `level`; `write` gets whole lines. */
export function createLogger(level: LogLevel, write: (line: string) => void = writeToStderr): Logger {
  const least = LEVELS.indexOf(level);
  function log(at: LogLevel, message: string, fields: LogFields = {}): void {
    if (LEVELS.indexOf(at) < least) return;
    const shown = Object.entries(fields).map(([key, value]) => [key, showField(value)]);
    write(
      `${JSON.stringify({ time: new Date().toISOString(), level: at, message, ...Object.fromEntries(shown) })}\n`,
    );
  }
  return {
    debug: (message, fields) => log('debug', message, fields),
    info: (message, fields) => log('info', message, fields),
    warn: (message, fields) => log('warn', message, fields),
    error: (message, fields) => log('error', message, fields),
  };
}

function writeToStderr(line: string): void {
  process.stderr.write(line);
}

function showField(value: unknown): unknown {
  if (value instanceof ColoError)
    return {
      code: value.code,
      message: showText(value.message),
      fix: showText(value.fix),
      place: value.place,
    };
  if (value instanceof Error) return showText(`${value.name}: ${value.message}`);
  return typeof value === 'string' ? showText(value) : value;
}

function showText(text: string): string {
  return redact(toSafeText(text, MAX_FIELD));
}
