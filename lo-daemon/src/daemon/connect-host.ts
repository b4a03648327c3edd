import {
  DEFAULT_SSH_PORT,
  DEFAULT_TRANSPORT,
  DEFAULT_WORKDIR,
  type Host,
} from '@colo/schemas/documents/site';
import { ColoError } from '@colo/schemas/errors';
import { checkPluginSettings } from '../config/check-plugin-settings.ts';
import type { PluginSettings, Settings } from '../config/settings.ts';
import { createNodeClient } from '../node/create-node-client.ts';
import type { LeaseIdentity } from '../node/host-lease.ts';
import type { NodeClient } from '../node/node-client.ts';
import { runtimes } from '../runtimes/registry.ts';
import { getTransport } from '../transports/registry.ts';
import type { Transport } from '../transports/transport.ts';

/**
 * A client for a host of the inventory, with this site's own settings. The inventory comes from Git; which transports
 * may be used does not: one that runs on LO's own machine needs its key in lo.yaml. Without a lease's identity it can look
 * at the host, and change nothing there.
 *
 * @throws ColoError NODE_TRANSPORT_UNKNOWN, LO_CONFIG_INVALID
 */
export function connectHost(
  host: Host,
  settings: Settings,
  owner: string,
  lease?: LeaseIdentity,
): NodeClient {
  const own = settings.hosts[host.name] ?? {};
  const transport = getTransport(host.transport ?? DEFAULT_TRANSPORT);
  checkAllowed(transport, settings, host.name);
  const transportConfig = { ...settings.transports[transport.id], ...own.transport };
  checkPluginSettings(transport.configSchema, transportConfig, `hosts.${host.name}.transport`);
  return createNodeClient({
    target: {
      site: settings.site,
      host: host.name,
      address: host.address,
      port: host.port ?? DEFAULT_SSH_PORT,
      user: host.user,
      hostKeys: host.hostKeys ?? [],
      ...(settings.identityFile === undefined ? {} : { identityFile: settings.identityFile }),
    },
    transport,
    transportConfig,
    workdir: host.workdir ?? DEFAULT_WORKDIR,
    sudo: host.sudo ?? false,
    searchPath: host.searchPath ?? [],
    owner,
    ...(lease === undefined ? {} : { lease }),
    runtimes: [...runtimes.values()],
    runtimeConfig: mergeRuntimes(settings.runtimes, own.runtimes ?? {}),
    timing: { connectTimeoutMs: settings.timeouts.connectMs },
  });
}

function checkAllowed(transport: Transport, settings: Settings, host: string): void {
  if (transport.capabilities.remote || Object.hasOwn(settings.transports, transport.id)) return;
  const message = `${host} asks for the transport ${transport.id}, which this site does not allow.`;
  throw new ColoError('NODE_TRANSPORT_UNKNOWN', message, {
    fix: `Add \`transports: { ${transport.id}: {} }\` to lo.yaml where commands may run on LO's own machine.`,
  });
}

function mergeRuntimes(
  site: Readonly<Record<string, PluginSettings>>,
  host: Readonly<Record<string, PluginSettings>>,
): Readonly<Record<string, PluginSettings>> {
  const ids = new Set([...Object.keys(site), ...Object.keys(host)]);
  return Object.fromEntries([...ids].map((id) => [id, { ...site[id], ...host[id] }]));
}
