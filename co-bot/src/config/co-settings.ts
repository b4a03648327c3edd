import type { CoConfig } from '@colo/schemas/documents/co-config';

/** CO's configuration with every default filled in. */
interface CoSettings {
  readonly infra: readonly string[];
  readonly dataDir: string;
  readonly sweepSeconds: number;
  readonly eventBatchSeconds: number;
  readonly commandMaxAgeSeconds: number;
  readonly pushAboveFiles: number;
}

/** Fills in the defaults of the CentralOrchestrator schema. */
export function fillSettings(config: CoConfig): CoSettings {
  return {
    infra: config.infra,
    dataDir: config.dataDir ?? 'co-data',
    sweepSeconds: config.sweepSeconds ?? 300,
    eventBatchSeconds: config.eventBatchSeconds ?? 3,
    commandMaxAgeSeconds: config.commandMaxAgeSeconds ?? 86_400,
    pushAboveFiles: config.pushAboveFiles ?? 100,
  };
}
