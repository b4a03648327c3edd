export {
  type ExportedDeployment,
  type ExportOptions,
  exportDeployments,
} from '../../margo/deployment/export-deployments.ts';
export {
  type AssumedFacts,
  importDeployments,
  type MargoFile,
} from '../../margo/deployment/import-deployments.ts';
export { type FactName, factNames } from '../../margo/deployment/margo-deployment.ts';
