export type { DeploymentState } from '../status/deployment-state.ts';
export { formatStatusContext, parseStatusContext, type StatusSubject } from '../status/status-context.ts';
export {
  formatStatusDescription,
  parseStatusDescription,
  type StatusDescription,
} from '../status/status-description.ts';
export { type CommitStatusState, type ReportedOutcome, statusStateOf } from '../status/status-state.ts';
export { worstState } from '../status/worst-state.ts';
