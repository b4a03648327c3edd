export type { DeployRequest, RenderedSite } from '../render/deploy-request.ts';
export { makeDeploymentId } from '../render/deployment-id.ts';
export { clearHold, setHold } from '../render/hold.ts';
export { removeApplication } from '../render/remove-application.ts';
export { renderDeploy } from '../render/render-deploy.ts';
export { restoreDeployments } from '../render/restore-deployments.ts';
