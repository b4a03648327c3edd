import type { ApplicationState, ComponentState, HostState } from '@colo/schemas/documents/actual-state';
import { PURGE_DEPLOYMENT } from '@colo/schemas/purge';

/** Names a component on a host. Of the slot that purges an application's data, the component is the application itself. */
export interface ComponentKey {
  readonly applicationId: string;
  readonly deploymentId: string;
  readonly component: string;
}

export function findComponentState(
  state: HostState | undefined,
  { applicationId, deploymentId, component }: ComponentKey,
): ComponentState | undefined {
  if (deploymentId === PURGE_DEPLOYMENT) return state?.purges?.[applicationId]?.slot;
  const application = state?.applications[applicationId];
  return application?.deploymentId === deploymentId ? application.components[component] : undefined;
}

/** A host's state with one component replaced. Another deployment of the application gives way to the new one. */
export function withComponentState(
  state: HostState | undefined,
  { applicationId, deploymentId, component }: ComponentKey,
  next: ComponentState,
): HostState {
  if (deploymentId === PURGE_DEPLOYMENT) {
    const purge = { epoch: state?.purges?.[applicationId]?.epoch ?? 0, slot: next };
    return { applications: {}, ...state, purges: { ...state?.purges, [applicationId]: purge } };
  }
  const known = state?.applications[applicationId];
  const application: ApplicationState =
    known?.deploymentId === deploymentId ? known : { deploymentId, components: {} };
  return {
    ...state,
    applications: {
      ...state?.applications,
      [applicationId]: { ...application, components: { ...application.components, [component]: next } },
    },
  };
}

/** Changes every component of a host, or of one application of it, and the slots that purge. */
export function mapComponentStates(
  state: HostState,
  applicationId: string | undefined,
  change: (component: ComponentState) => ComponentState,
): HostState {
  const isMeant = (id: string) => applicationId === undefined || id === applicationId;
  const applications = Object.entries(state.applications).map(([id, application]) => {
    if (!isMeant(id)) return [id, application];
    const components = Object.entries(application.components).map(([name, component]) => [
      name,
      change(component),
    ]);
    return [id, { ...application, components: Object.fromEntries(components) }];
  });
  const changed = { ...state, applications: Object.fromEntries(applications) };
  if (state.purges === undefined) return changed;
  const purges = Object.entries(state.purges).map(([id, purge]) => {
    const { slot } = purge;
    return [id, slot === undefined || !isMeant(id) ? purge : { ...purge, slot: change(slot) }];
  });
  return { ...changed, purges: Object.fromEntries(purges) };
}

/** Attempts whose end is not known. */
export function listOpenAttempts(
  state: HostState | undefined,
): readonly (ComponentKey & { readonly state: ComponentState })[] {
  const known = Object.entries(state?.applications ?? {}).flatMap(([applicationId, application]) =>
    Object.entries(application.components).map(([component, componentState]) => ({
      applicationId,
      deploymentId: application.deploymentId,
      component,
      state: componentState,
    })),
  );
  const purging = Object.entries(state?.purges ?? {}).flatMap(([applicationId, { slot }]) =>
    slot === undefined
      ? []
      : [{ applicationId, deploymentId: PURGE_DEPLOYMENT, component: applicationId, state: slot }],
  );
  return [...known, ...purging].filter(({ state: { attempt } }) => attempt?.outcome === 'open');
}
