import { getReporter } from '../reporters/registry.ts';
import { getRuntime } from '../runtimes/registry.ts';
import { getTransport } from '../transports/registry.ts';
import { checkPluginSettings } from './check-plugin-settings.ts';
import type { PluginSettings, Settings } from './settings.ts';

/**
 * Checks what lo.yaml says to each plugin, before anything begins.
 *
 * @throws ColoError LO_CONFIG_INVALID, or that a plugin does not exist
 */
export function checkAllPluginSettings(settings: Settings): void {
  for (const [id, own] of Object.entries(settings.transports))
    checkPluginSettings(getTransport(id).configSchema, own, `transports.${id}`);
  checkRuntimes(settings.runtimes, 'runtimes');
  for (const [host, { runtimes }] of Object.entries(settings.hosts))
    checkRuntimes(runtimes ?? {}, `hosts.${host}.runtimes`);
  for (const [index, { type, settings: own }] of settings.reporters.entries())
    checkPluginSettings(getReporter(type).configSchema, own, `reporters[${index}].settings`);
}

function checkRuntimes(runtimes: Readonly<Record<string, PluginSettings>>, where: string): void {
  for (const [id, own] of Object.entries(runtimes))
    checkPluginSettings(getRuntime(id).configSchema, own, `${where}.${id}`);
}
