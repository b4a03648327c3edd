import { startContainerRig } from '../edge-host/index.ts';

/** What the last host of the world offers, and why. */
export interface LastHost {
  readonly runtime: 'process' | 'compose';
  /** One sentence for people. */
  readonly reason: string;
  /** Environment of the container tools there. */
  readonly environment: Readonly<Record<string, string>>;
  /** Image for the example's compose profile. */
  readonly image?: string;
  stop(): Promise<void>;
}

/** Compose where this machine can run containers, else plain processes. */
export async function chooseLastHost(): Promise<LastHost> {
  const rig = await startContainerRig();
  if ('missing' in rig) {
    return {
      runtime: 'process',
      reason: `All nodes run plain processes: this machine has no container engine that can be used (${rig.missing}).`,
      environment: {},
      stop: () => Promise.resolve(),
    };
  }
  return {
    runtime: 'compose',
    reason: 'The last node runs containers, by podman.',
    environment: rig.environment,
    image: rig.image,
    stop: () => rig.stop(),
  };
}
