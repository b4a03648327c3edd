import { toSafeText } from '../../text/to-safe-text.ts';
import { isSteeringVariable } from '../check-variable-name.ts';
import type { ContentFault } from './content-fault.ts';

/** Variables of a package's environment file that belong to the host, or a file that cannot be looked at. */
export function findEnvFileFaults(path: string, text: string | undefined): readonly ContentFault[] {
  if (text === undefined) {
    const message = `the environment file ${path} cannot be checked: its name must end in .env, and it may have 1 MiB`;
    return [{ code: 'MARGO_COMPOSE_UNREADABLE', path, line: 1, column: 1, message, severity: 'error' }];
  }
  return text.split('\n').flatMap((line, index): readonly ContentFault[] => {
    const match = /^\s*(?:export\s+)?(?<name>[A-Za-z_][A-Za-z0-9_]*)\s*(?:[=:]|$)/.exec(line);
    const name = match?.groups?.['name'];
    if (name === undefined || !isSteeringVariable(name)) return [];
    const message = `the environment file ${path} sets ${toSafeText(name, 80)}`;
    const column = line.indexOf(name) + 1;
    return [{ code: 'MARGO_VARIABLE_RESERVED', path, line: index + 1, column, message, severity: 'error' }];
  });
}
