export { runtimes } from '../runtimes/registry.ts';
export type { ContentFile, RuntimeGuard } from '../runtimes/runtime.ts';
