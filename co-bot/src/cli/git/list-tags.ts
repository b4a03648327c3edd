import { isName } from '@colo/schemas/names';
import { type GitContext, runGit } from './run-git.ts';

/** A published version: the tag `<id>@<version>`. */
export interface Tag {
  readonly name: string;
  readonly application: string;
  readonly version: string;
  readonly commit: string;
}

/** Versions that a remote has published. Tags of other forms are not ours. */
export async function listRemoteTags(context: GitContext): Promise<readonly Tag[]> {
  return parseTags(await runGit(context, ['ls-remote', 'origin', 'refs/tags/*']));
}

export async function listLocalTags(context: GitContext): Promise<readonly Tag[]> {
  const format = '%(objectname)%09%(refname)%0a%(*objectname)%09%(refname)^{}';
  return parseTags(await runGit(context, ['for-each-ref', `--format=${format}`, 'refs/tags/']));
}

/** Lines of `<oid>\t<ref>`; the line of an annotated tag is followed by one for its commit, with `^{}`. */
function parseTags(printed: string): readonly Tag[] {
  const tags = new Map<string, Tag>();
  for (const line of printed.split('\n')) {
    const [commit = '', ref = ''] = line.split('\t');
    const name = ref.replace(/^refs\/tags\//, '').replace(/\^\{\}$/, '');
    const at = name.indexOf('@');
    const application = name.slice(0, at);
    if (commit === '' || at < 1 || !isName(application)) continue;
    tags.set(name, { name, application, version: name.slice(at + 1), commit });
  }
  return [...tags.values()];
}
