import { loadSettings } from '../config/load-settings.ts';
import type { Settings } from '../config/settings.ts';

/** What every command of `lo` gets. */
export interface CommandContext {
  readonly settings: Settings;
  readonly json: boolean;
  /** Writes a result to standard output. */
  print(text: string): void;
}

export interface CommonOptions {
  readonly config: string;
  readonly json: boolean;
}

export async function createCommandContext(options: CommonOptions): Promise<CommandContext> {
  return {
    settings: await loadSettings(options.config),
    json: options.json,
    print: (text) => {
      process.stdout.write(`${text}\n`);
    },
  };
}
