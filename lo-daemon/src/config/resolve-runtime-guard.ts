import type { ComposeGuard } from '@colo/schemas/documents/lo-config';
import type { GuardAllowance, RuntimeGuard } from '../runtimes/runtime.ts';

/** What the site allows its components, in the words of the runtimes. Nothing is allowed that is not named. */
export function resolveRuntimeGuard(guard: ComposeGuard = {}): RuntimeGuard {
  const allow: GuardAllowance[] = [];
  if (guard.privileged === true) allow.push('privileged');
  if (guard.hostNetwork === true) allow.push('host-network');
  if (guard.hostPid === true) allow.push('host-pid');
  if (guard.dockerSocket === true) allow.push('container-socket');
  return {
    allow,
    bindMounts: guard.bindMounts ?? [],
    capabilities: guard.capabilities ?? [],
    devices: guard.devices ?? [],
  };
}
