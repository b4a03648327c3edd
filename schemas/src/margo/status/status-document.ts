/** What every dialect's status has. */
export interface StatusDocument {
  readonly deploymentId: string;
  readonly status: StatusEntry;
  readonly components: readonly (StatusEntry & { readonly name: string })[];
}

export interface StatusEntry {
  readonly state: string;
  readonly error?: { readonly code?: string; readonly message?: string; readonly source?: string };
}
