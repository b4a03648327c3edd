export interface GitPath {
  readonly owner: string;
  readonly name: string;
  /** What follows the repository: `info/refs`, `git-upload-pack`, `git-receive-pack`. */
  readonly rest: 'info/refs' | 'git-upload-pack' | 'git-receive-pack';
  readonly service: 'git-upload-pack' | 'git-receive-pack';
}

const PATH =
  /^\/(?<owner>[\w.-]+)\/(?<name>[\w.-]+?)(?:\.git)?\/(?<rest>info\/refs|git-upload-pack|git-receive-pack)$/;

/** Recognises a request of git's smart HTTP protocol (gitprotocol-http(5)); dumb clients are not served. */
export function matchGitPath(url: URL): GitPath | undefined {
  const groups = PATH.exec(url.pathname)?.groups;
  const asked = groups?.['rest'] === 'info/refs' ? url.searchParams.get('service') : groups?.['rest'];
  if (groups === undefined || (asked !== 'git-upload-pack' && asked !== 'git-receive-pack')) {
    return undefined;
  }
  const rest = groups['rest'] === 'info/refs' ? 'info/refs' : asked;
  return { owner: groups['owner'] ?? '', name: groups['name'] ?? '', rest, service: asked };
}
