import type { CliStream } from '../program/cli-io.ts';

/** Lines at the end of a terminal that are drawn again in place (ECMA-48: CUU, ED). */
interface LiveBlock {
  draw(lines: readonly string[]): void;
  /** Removes the block, so that what follows starts where it stood. */
  clear(): void;
}

/** Height that is left free for the lines above. */
const MAX_LINES = 30;

export function createLiveBlock(stream: CliStream): LiveBlock {
  let height = 0;
  const erase = (): string => (height === 0 ? '' : `\u001b[${height}A\u001b[0J`);
  return {
    draw(lines) {
      const shown = lines.slice(0, MAX_LINES).map((line) => cut(line, (stream.columns ?? 80) - 1));
      const text = erase() + shown.map((line) => `${line}\n`).join('');
      height = shown.length;
      stream.write(text);
    },
    clear() {
      stream.write(erase());
      height = 0;
    },
  };
}

/** A line that wraps would move the cursor further than the block knows. Lines of a block have no colours. */
function cut(line: string, width: number): string {
  const points = [...line];
  return points.length <= width ? line : `${points.slice(0, Math.max(0, width - 1)).join('')}…`;
}
