import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Forge } from '@colo/local-forge';
import { INFRA, OPERATOR } from './names.ts';
import { checkoutRoot, programEnvironment } from './places.ts';
import { type Program, startProgram, waitForLog } from './start-program.ts';

const APP_ID = 4711;
/** Path of CO's webhooks, as in templates/app.yml. */
const WEBHOOK_PATH = '/api/github/webhooks';

/** The running CO. */
export interface Central {
  readonly url: string;
  readonly program: Program;
  readonly botLogin: string;
}

export interface CentralOptions {
  readonly forge: Forge;
  readonly root: string;
  readonly logs: string;
  readonly secrets: string;
  /** Pause between two sweeps; a world that loses webhooks wants it short. */
  readonly sweepSeconds: number;
  /** The webhook secret. */
  readonly secret: string;
}

/** Registers the GitHub App at the forge, installs it, and starts CO with its key. */
export async function startCentral(options: CentralOptions): Promise<Central> {
  const { forge, root, secrets } = options;
  const app = forge.createApp({
    appId: APP_ID,
    slug: 'colo',
    webhookSecret: options.secret,
    permissions: {
      contents: 'write',
      issues: 'write',
      metadata: 'read',
      pull_requests: 'write',
      statuses: 'write',
    },
    events: ['issues', 'issue_comment', 'pull_request', 'push', 'status'],
  });
  forge.installApp(APP_ID, OPERATOR, 'all');
  const configFile = join(root, 'co.yaml');
  const keyFile = join(secrets, 'co.pem');
  await writeFile(keyFile, app.privateKey, { mode: 0o600 });
  await writeFile(
    configFile,
    [
      'apiVersion: colo.dev/v1alpha1',
      'kind: CentralOrchestrator',
      `infra: [${INFRA}]`,
      `dataDir: ${join(root, 'co-data')}`,
      `sweepSeconds: ${options.sweepSeconds}`,
      'eventBatchSeconds: 0.5',
      '',
    ].join('\n'),
  );
  const program = startProgram({
    name: 'co',
    arguments: [join(checkoutRoot, 'co-bot/bin/co-server.js')],
    environment: {
      ...programEnvironment(root),
      CO_CONFIG: configFile,
      CO_THROTTLE: 'off',
      APP_ID: String(APP_ID),
      PRIVATE_KEY_PATH: keyFile,
      WEBHOOK_SECRET: options.secret,
      GITHUB_API_URL: forge.url,
      PORT: '0',
      NODE_ENV: 'production',
    },
    cwd: root,
    logFile: join(options.logs, 'co.log'),
  });
  const match = await waitForLog(program, /"ready":true,"url":"(?<url>[^"]+)"/);
  const url = match.groups?.['url'] ?? '';
  forge.setWebhookUrl(APP_ID, `${url}${WEBHOOK_PATH}`);
  return { url, program, botLogin: app.botLogin };
}
