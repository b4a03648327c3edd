import { createHmac } from 'node:crypto';
import type { App } from '../store/types.ts';

/** The headers of a delivery, with the HMAC of its body (docs.github.com, "Validating webhook deliveries"). */
export function signDelivery(app: App, event: string, guid: string, body: string): Record<string, string> {
  const hmac = createHmac('sha256', app.webhookSecret).update(body, 'utf8').digest('hex');
  return {
    accept: '*/*',
    'content-type': 'application/json',
    'user-agent': 'GitHub-Hookshot/local-forge',
    'x-github-delivery': guid,
    'x-github-event': event,
    'x-github-hook-id': String(app.id),
    'x-github-hook-installation-target-id': String(app.id),
    'x-github-hook-installation-target-type': 'integration',
    'x-hub-signature-256': `sha256=${hmac}`,
  };
}
