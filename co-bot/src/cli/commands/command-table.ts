import type { CommandDefinition } from '../program/command-definition.ts';
import { addApp } from './add-app.ts';
import { convert } from './convert.ts';
import { deploy } from './deploy.ts';
import { explain } from './explain.ts';
import { exportMargo } from './export-margo.ts';
import { hooksInstall } from './hooks-install.ts';
import { hooksRun } from './hooks-run.ts';
import { hooksUninstall } from './hooks-uninstall.ts';
import { importMargo } from './import-margo.ts';
import { init } from './init.ts';
import { listApps } from './list-apps.ts';
import { listDeployments } from './list-deployments.ts';
import { listSites } from './list-sites.ts';
import { plan } from './plan.ts';
import { remove } from './remove.ts';
import { rollback } from './rollback.ts';
import { schema } from './schema.ts';
import { status } from './status.ts';
import { validate } from './validate.ts';

/** Every command of `co`, in the order of the help. */
export const commandTable: readonly CommandDefinition[] = [
  init,
  addApp,
  plan,
  deploy,
  remove,
  rollback,
  status,
  listApps,
  listSites,
  listDeployments,
  validate,
  explain,
  convert,
  exportMargo,
  importMargo,
  schema,
  hooksInstall,
  hooksUninstall,
  hooksRun,
];
