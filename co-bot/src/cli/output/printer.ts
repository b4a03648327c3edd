import type { CliIo } from '../program/cli-io.ts';
import { type Colors, chooseColors } from './choose-colors.ts';
import { stringifyStable } from './stringify-stable.ts';

/** How a command speaks. Results go to stdout; notes for people go to stderr, and are silent with `--json`. */
export interface Printer {
  readonly isJson: boolean;
  readonly colors: Colors;
  /** The result of a command: `document` with `--json`, else the text that `render` gives. */
  result(document: unknown, render: (colors: Colors) => string): void;
  /** One step of something that takes time: one JSON object a line with `--json`, else the text. */
  event(document: object, render: (colors: Colors) => string | undefined): void;
  /** A remark for people. */
  note(text: string): void;
}

export function createPrinter(io: CliIo, isJson: boolean): Printer {
  const colors = chooseColors(io.stdout, io.env);
  return {
    isJson,
    colors,
    result(document, render) {
      writeLine(io.stdout, isJson ? stringifyStable(document, 2) : render(colors));
    },
    event(document, render) {
      const text = isJson ? stringifyStable(document, 0) : render(colors);
      if (text !== undefined) writeLine(io.stdout, text);
    },
    note(text) {
      if (!isJson) writeLine(io.stderr, text);
    },
  };
}

function writeLine(stream: CliIo['stdout'], text: string): void {
  if (text !== '') stream.write(text.endsWith('\n') ? text : `${text}\n`);
}
