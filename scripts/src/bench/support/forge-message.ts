/** What the forge's process tells first. */
export interface ForgeReady {
  readonly kind: 'ready';
  /** Address behind the counting relay. */
  readonly url: string;
  /** Folder of the bare repositories, `<owner>/<name>.git`. */
  readonly root: string;
  readonly token: string;
}

/** Its answer to `take`. */
export interface ForgeTraffic {
  readonly kind: 'traffic';
  readonly bytes: number;
}

export type ForgeMessage = ForgeReady | ForgeTraffic;

/** trust boundary: a message between two processes of one benchmark, told apart by its kind. */
export function isForgeMessage(message: unknown): message is ForgeMessage {
  if (typeof message !== 'object' || message === null || !('kind' in message)) return false;
  return message.kind === 'ready' || message.kind === 'traffic';
}
