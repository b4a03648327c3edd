import { ColoError, type Place } from '@colo/schemas/errors';
import { quoteShell } from './quote-shell.ts';

export interface Denial {
  /** Who may not write. */
  readonly user: string;
  readonly owner: string;
  /** The nearest folder that is there: the workdir, one above it, or one below it. */
  readonly folder: string;
  readonly workdir: string;
  readonly place: Place;
}

/** Which folder a host's user may not write, whose it is, and the command that changes that. */
export function explainDenial({ user, owner, folder, workdir, place }: Denial): ColoError {
  const where = folder === workdir ? 'the workdir' : `for the workdir ${workdir}`;
  return new ColoError(
    'NODE_WRITE_DENIED',
    `The user ${user} may not write in ${folder}, which belongs to ${owner} (${where}).`,
    { place, fix: decideFix({ user, owner, folder, workdir }), data: { user, owner, folder, workdir } },
  );
}

function decideFix({ user, owner, folder, workdir }: Omit<Denial, 'place'>): string {
  if (user === owner)
    return `Its mode or an attribute forbids it to its owner: on the host, see \`ls -ld ${quote(folder)}\` and \`lsattr -d ${quote(folder)}\`.`;
  if (folder.startsWith(`${workdir}/`))
    return `Something acted there as ${owner} before. On the host run \`sudo chown -R ${quote(user)} ${quote(folder)}\`, or act there as ${owner} again.`;
  return `On the host run \`sudo install -d -o ${quote(user)} ${quote(workdir)}\`, or name another workdir in site.yaml.`;
}

/** As one would write it: quotes only where they are needed. */
function quote(word: string): string {
  return /^[\w./@-]+$/.test(word) ? word : quoteShell(word);
}
