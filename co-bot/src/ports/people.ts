/** Who did something on the forge. */
export interface Person {
  readonly id: number;
  readonly login: string;
  readonly isBot: boolean;
}
