import { diagnosticsToError } from '@colo/schemas/diagnostics';
import { parseYaml } from '@colo/schemas/documents/yaml';
import { ColoError } from '@colo/schemas/errors';
import { toSafeText } from '@colo/schemas/text';

/** `.colo/config.yaml` of a checkout, and `~/.config/colo/config.yaml` of a person. */
export interface CliConfig {
  /** OWNER/NAME. */
  readonly infra?: string;
  /** OWNER/NAME. */
  readonly registry?: string;
  /** Base of the REST API. */
  readonly api?: string;
  readonly tokenFile?: string;
}

/** Reads a configuration file; keys outside of `allowed` are refused. Throws CLI_CONFIG_INVALID. */
export function parseCliConfig(text: string, file: string, allowed: readonly (keyof CliConfig)[]): CliConfig {
  const parsed = parseYaml(text, { file });
  if (!parsed.ok) throw diagnosticsToError(parsed.diagnostics);
  const value = parsed.value.value ?? {};
  if (typeof value !== 'object' || Array.isArray(value))
    throw refuse(file, 1, 1, 'a map of settings is expected');
  const config: Record<string, string> = {};
  for (const [key, setting] of Object.entries(value)) {
    const { line, column } = parsed.value.locate([key]);
    if (!allowed.some((name) => name === key)) {
      throw refuse(
        file,
        line,
        column,
        `${toSafeText(key, 100)} is not a setting of this file (${allowed.join(', ')})`,
      );
    }
    if (typeof setting !== 'string') throw refuse(file, line, column, `${key} must be a text`);
    config[key] = setting;
  }
  return config;
}

function refuse(file: string, line: number, column: number, message: string): ColoError {
  return new ColoError('CLI_CONFIG_INVALID', message, { place: { file, line, column } });
}
