/**
 * The deployment of the slots that purge data: one slot for each application, named after it. It is no UUID, so it never is
 * a deployment of a desired state.
 */
export const PURGE_DEPLOYMENT = 'purge';
