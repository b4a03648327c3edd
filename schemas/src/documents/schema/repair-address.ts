/** The rule of an address, as its schema says it. */
export const ADDRESS_RULE = 'a DNS name or an IP address';

/** An address that was written together with what has keys of its own. */
export interface ApartAddress {
  readonly address: string;
  readonly port?: string;
  readonly user?: string;
}

const TOGETHER =
  /^(?:ssh:\/\/)?(?:(?<user>[^@\s/]+)@)?(?:\[(?<six>[0-9A-Fa-f:.]+)\]|(?<name>[^:@\s/[\]]+))(?::(?<port>[0-9]{1,5}))?\/?$/u;

/** Takes `ssh://USER@[ADDRESS]:PORT` apart; undefined where it is nothing of the kind. No character of the address is changed: another name is another machine. */
export function takeAddressApart(text: string, pattern: string): ApartAddress | undefined {
  const { user, six, name, port } = TOGETHER.exec(text.trim())?.groups ?? {};
  const address = six ?? name ?? '';
  if (address === text || !new RegExp(pattern, 'u').test(address)) return undefined;
  return {
    address,
    ...(port === undefined ? {} : { port }),
    ...(user === undefined ? {} : { user }),
  };
}

/** What to write in place of it. */
export function describeApart({ address, port, user }: ApartAddress): string {
  const others = [
    ...(port === undefined ? [] : [`port: ${port}`]),
    ...(user === undefined ? [] : [`user: ${user}`]),
  ];
  return others.length === 0
    ? `Write ${address}.`
    : `Write ${address}, and ${others.join(' and ')} beside it.`;
}
