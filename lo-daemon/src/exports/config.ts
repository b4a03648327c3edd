export type { InfraSettings } from '../config/settings.ts';
