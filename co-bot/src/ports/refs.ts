/** Tags and branches of one repository, changed through the API. */
export interface Refs {
  /** False when the tag exists already, whatever it points at. */
  createTag(name: string, commit: string): Promise<boolean>;
  deleteBranch(branch: string): Promise<void>;
}
