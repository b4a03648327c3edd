import type { Intent } from './intent.ts';
import type { RequestFields } from './write-request.ts';

/** The header of a `start` request. */
export function writeIntentFields(intent: Intent): RequestFields {
  return {
    owner: intent.owner,
    site: intent.slot.site,
    application: intent.slot.applicationId,
    deployment: intent.slot.deploymentId,
    component: intent.slot.component,
    generation: intent.generation,
    nonce: intent.nonce,
    action: intent.action,
    // A purge has no runtime of its own.
    type: intent.purge === undefined ? intent.type : undefined,
    target: intent.target,
    content: intent.contentDigest,
    commit: writeLabel(intent.commit),
    version: writeLabel(intent.version),
    'install-seconds': intent.limits.installSeconds,
    'health-seconds': intent.limits.healthSeconds,
    'stop-seconds': intent.limits.stopSeconds,
    'on-failure': intent.onFailure,
    purge: intent.purge,
  };
}

/** A label for people, reduced to what the runner accepts; nothing is decided by it. */
function writeLabel(text: string): string {
  const label = text.replace(/[^A-Za-z0-9._+:@/-]/g, '_').slice(0, 100);
  return label === '' ? 'none' : label;
}
