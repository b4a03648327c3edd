import { ColoError } from '@colo/schemas/errors';
import { quoteShell } from './quote-shell.ts';

const SETTING_NAME = /^[A-Z][A-Z0-9_]*$/;
const VARIABLE_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** Settings as shell assignments; the prefix `S_` keeps them apart from the runner's own variables. */
export function writeSettings(settings: Readonly<Record<string, string>>): string {
  return writeLines(settings, SETTING_NAME, (name, value) => `S_${name}=${value}`);
}

/** Environment variables as shell assignments that are exported. */
export function writeEnvironment(environment: Readonly<Record<string, string>>): string {
  return writeLines(environment, VARIABLE_NAME, (name, value) => `export ${name}=${value}`);
}

function writeLines(
  values: Readonly<Record<string, string>>,
  allowed: RegExp,
  write: (name: string, quoted: string) => string,
): string {
  const lines: string[] = [];
  for (const [name, value] of Object.entries(values)) {
    if (!allowed.test(name)) {
      throw new ColoError('NODE_INTENT_INVALID', `"${name}" cannot name a shell variable.`);
    }
    lines.push(`${write(name, quoteShell(value))}\n`);
  }
  return lines.join('');
}
