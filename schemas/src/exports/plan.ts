export { computePlan } from '../plan/compute-plan.ts';
export type { HostPlan, SitePlan } from '../plan/plan.ts';
