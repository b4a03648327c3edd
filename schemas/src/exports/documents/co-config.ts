export { readCoConfig } from '../../documents/read-co-config.ts';
export type { CoConfig } from '../../generated/co-config.ts';
