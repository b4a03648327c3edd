import pc from 'picocolors';
import { digList } from './read-json.ts';
import type { Narrator } from './step.ts';

const INDENT = '      ';

function indent(text: string): string {
  return text.replace(/^/gm, INDENT);
}

/** A found value as a person would write it: lists as lines below each other. */
function showValue(text: string): string {
  const items = text.startsWith('[') ? digList({ items: JSON.parse(text) }, 'items') : [];
  if (items.length < 2) return text;
  return items.map((item) => `\n${INDENT}     ${String(item)}`).join('');
}

/** Tells the story to a person. Colours only on a terminal, and never with NO_COLOR. */
export function narrateToTerminal(total: number, write: (text: string) => void): Narrator {
  return {
    stepStarts(number, title) {
      write(`\n${pc.bold(`${String(number).padStart(2)}/${total} ${title}`)}\n`);
    },
    command(line) {
      write(`${INDENT}${pc.cyan(`$ ${line}`)}\n`);
    },
    say(line) {
      write(`${indent(line)}\n`);
    },
    show(text) {
      write(`${pc.dim(text.trimEnd().replace(/^/gm, `${INDENT}| `))}\n`);
    },
    checked(check) {
      if (check.ok) write(`${INDENT}${pc.green('ok')} ${check.what}: ${showValue(check.found)}\n`);
      else
        write(
          `${INDENT}${pc.red('NOT OK')} ${check.what}\n${indent(`expected ${check.expected}\nfound    ${check.found}`)}\n`,
        );
    },
    stepEnds(result) {
      const merge =
        result.mergeToInstalledMs === undefined
          ? ''
          : `, ${(result.mergeToInstalledMs / 1000).toFixed(1)} s from merge to the last report`;
      write(`${INDENT}${pc.dim(`${(result.durationMs / 1000).toFixed(1)} s${merge}`)}\n`);
    },
  };
}

/** Says nothing; the results tell it all. */
export function narrateNothing(): Narrator {
  const silent = (): void => undefined;
  return {
    stepStarts: silent,
    command: silent,
    say: silent,
    show: silent,
    checked: silent,
    stepEnds: silent,
  };
}
