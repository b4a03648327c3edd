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

/** By dialect and normalised profile type. `process` is colo's own type, the same in every dialect. */
const TABLES: Readonly<Record<MargoDialect, Readonly<Record<string, PropertyTable>>>> = {
  pr1: {
    helm: ARTIFACT,
    compose: { required: ['packageLocation'], optional: ['keyLocation', ...COMMON] },
    process: PROCESS,
  },
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
