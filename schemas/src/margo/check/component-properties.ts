import type { MargoDialect } from '../app-package.ts';

/** Which properties a component must and may have. */
export interface PropertyTable {
  readonly required: readonly string[];
  readonly optional: readonly string[];
}

const COMMON = ['wait', 'timeout'];
const ARTIFACT: PropertyTable = { required: ['repository', 'revision'], optional: COMMON };
const PROCESS: PropertyTable = {
  required: ['packageLocation', 'command'],
  optional: ['healthCheck', 'stopSignal', 'stopTimeout', ...COMMON],
};

const BEFORE_RC3: Readonly<Record<string, PropertyTable>> = {
  helm: ARTIFACT,
  compose: { required: ['packageLocation'], optional: ['keyLocation', ...COMMON] },
  process: PROCESS,
};

/** By dialect and normalised profile type. `process` is colo's own type, the same in every dialect. */
const TABLES: Readonly<Record<MargoDialect, Readonly<Record<string, PropertyTable>>>> = {
  '2024-10': BEFORE_RC3,
  '2025-02': BEFORE_RC3,
  pr1: BEFORE_RC3,
  rc2: BEFORE_RC3,
  rc3: { helm: ARTIFACT, compose: ARTIFACT, process: PROCESS },
};

export function getPropertyTable(dialect: MargoDialect, type: string): PropertyTable | undefined {
  return TABLES[dialect][type];
}

/** The types of this dialect that have a property. */
export function listTypesWith(dialect: MargoDialect, property: string): readonly string[] {
  return Object.entries(TABLES[dialect])
    .filter(([, table]) => table.required.includes(property) || table.optional.includes(property))
    .map(([type]) => type);
}
