import type { ApplicationState, ComponentState, HostState } from '@colo/schemas/documents/actual-state';

/** Names a component on a host. */
export interface ComponentKey {
  readonly applicationId: string;
  readonly deploymentId: string;
  readonly component: string;
}

export function findComponentState(
  state: HostState | undefined,
  { applicationId, deploymentId, component }: ComponentKey,
): ComponentState | undefined {
  const application = state?.applications[applicationId];
  return application?.deploymentId === deploymentId ? application.components[component] : undefined;
}

/** A host's state with one component replaced. Another deployment of the application gives way to the new one. */
export function withComponentState(
  state: HostState | undefined,
  { applicationId, deploymentId, component }: ComponentKey,
  next: ComponentState,
): HostState {
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

/** Changes every component of a host, or of one application of it. */
export function mapComponentStates(
  state: HostState,
  applicationId: string | undefined,
  change: (component: ComponentState) => ComponentState,
): HostState {
  const applications = Object.entries(state.applications).map(([id, application]) => {
    if (applicationId !== undefined && id !== applicationId) return [id, application];
    const components = Object.entries(application.components).map(([name, component]) => [
      name,
      change(component),
    ]);
    return [id, { ...application, components: Object.fromEntries(components) }];
  });
  return { ...state, applications: Object.fromEntries(applications) };
}

/** Attempts whose end is not known. */
export function listOpenAttempts(
  state: HostState | undefined,
): readonly (ComponentKey & { readonly state: ComponentState })[] {
  return Object.entries(state?.applications ?? {}).flatMap(([applicationId, application]) =>
    Object.entries(application.components)
      .filter(([, component]) => component.attempt?.outcome === 'open')
      .map(([component, componentState]) => ({
        applicationId,
        deploymentId: application.deploymentId,
        component,
        state: componentState,
      })),
  );
}
