/** Margo's six words for the state of a deployment or component (application deployment status). */
export const deploymentStates = [
  'pending',
  'installing',
  'installed',
  'failed',
  'removing',
  'removed',
] as const;

export type DeploymentState = (typeof deploymentStates)[number];
