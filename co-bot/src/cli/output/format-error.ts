import { ColoError, isColoError } from '@colo/schemas/errors';
import { toSafeText } from '@colo/schemas/text';
import type { Colors } from './choose-colors.ts';

const MAX_MESSAGE_LENGTH = 2000;

/** Turns anything that was thrown into a {@link ColoError}: what colo did not expect is its own fault. */
export function toColoError(error: unknown): ColoError {
  if (isColoError(error)) return error;
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return new ColoError('INTERNAL', toSafeText(message, MAX_MESSAGE_LENGTH), { cause: error });
}

/** Two lines for people: what happened and where, then what to do. Never a stack trace. */
export function formatError(error: ColoError, colors: Colors): string {
  const place = formatPlace(error);
  const message = toSafeText(error.message, MAX_MESSAGE_LENGTH);
  const head = `${colors.red('error')} ${colors.bold(error.code)}: ${place}${message}`;
  return `${head}\n  ${colors.dim('fix:')} ${toSafeText(error.fix, MAX_MESSAGE_LENGTH)}`;
}

function formatPlace(error: ColoError): string {
  const { file, line, column, site, host } = error.place;
  if (file !== undefined) return `${toSafeText([file, line, column].filter(isKnown).join(':'), 400)}: `;
  const where = [site, host].filter(isKnown).join('/');
  return where === '' ? '' : `${toSafeText(where, 400)}: `;
}

function isKnown(part: string | number | undefined): part is string | number {
  return part !== undefined;
}
