export { assumeInstalled } from '../diff/assume-installed.ts';
export { computeDiff } from '../diff/compute-diff.ts';
export { computeHostDiff } from '../diff/compute-host-diff.ts';
export type { ComponentStep, Operation } from '../diff/operation.ts';
