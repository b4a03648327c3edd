import picocolors from 'picocolors';
import type { CliIo, CliStream } from '../program/cli-io.ts';

export type Colors = ReturnType<typeof picocolors.createColors>;

/** Colours for a stream: none when piped, on a dumb terminal, or with NO_COLOR (https://no-color.org); FORCE_COLOR turns them on. */
export function chooseColors(stream: CliStream, env: CliIo['env']): Colors {
  const forced = env['FORCE_COLOR'] !== undefined && env['FORCE_COLOR'] !== '0';
  const refused = (env['NO_COLOR'] ?? '') !== '' || env['TERM'] === 'dumb';
  return picocolors.createColors(!refused && (forced || stream.isTTY === true));
}
