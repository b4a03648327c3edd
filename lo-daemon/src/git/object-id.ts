const OBJECT_ID = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

/** True for a full Git object id (SHA-1 or SHA-256), which can never be taken for an option or a ref. */
export function isObjectId(text: string): boolean {
  return OBJECT_ID.test(text);
}
