import { type Diagnostic, diagnosticsToError } from '@colo/schemas/diagnostics';
import { digestPackage } from '@colo/schemas/digests';
import { ColoError } from '@colo/schemas/errors';
import { loadPackageContent } from '@colo/schemas/margo/content';
import { checkImmutables, readPackage } from '@colo/schemas/margo/package';
import { toSafeText } from '@colo/schemas/text';
import { findEarlier } from '../../registry/find-earlier.ts';
import { commitFolder } from '../git/commit-folder.ts';
import { fetchRefs, initBare, readRemoteHead, readRemoteRef } from '../git/fetch-branch.ts';
import { listRemoteTags } from '../git/list-tags.ts';
import { pushRef } from '../git/push-ref.ts';
import { type GitContext, runGit } from '../git/run-git.ts';
import { createGitReader } from '../reader/git-reader.ts';
import { findApplicationPath } from './find-application-path.ts';
import type { LocalPackage } from './read-local-package.ts';

/** Two people publishing at once: the second builds on the first's commit and pushes again. */
const MAX_ATTEMPTS = 5;

const BRANCH_REF = 'refs/remotes/origin/published';
const EARLIER_REF = 'refs/remotes/origin/earlier';
const TAG_REF = 'refs/remotes/origin/version';

interface PublishRequest {
  /** Where to publish: anything that `git push` takes. */
  readonly remote: string;
  readonly package: LocalPackage;
  /** Tag the version as well, where no CO does. */
  readonly tag: boolean;
  readonly dryRun: boolean;
}

export interface PublishResult {
  readonly outcome: 'published' | 'already-published' | 'would-publish';
  readonly branch: string;
  /** Folder in the registry. */
  readonly path: string;
  /** Commit that holds the package; absent on a dry run of something new. */
  readonly commit?: string;
  readonly tag: string;
  /** The tag is there now. */
  readonly tagged: boolean;
  /** What people should know of how the package differs from its last published version. */
  readonly warnings?: readonly Diagnostic[];
}

/**
 * Puts a package on the registry's default branch, at the path that owns its id, and tags it if asked. Doing it again
 * with the same content changes nothing. Works in an empty bare repository of its own, so nothing of the registry's
 * content is checked out, and nothing of it can run.
 *
 * Throws MARGO_IMMUTABLE_CHANGED, CLI_VERSION_PUBLISHED, CLI_APPLICATION_TAKEN, CLI_PUSH_REFUSED, CLI_PUSH_RACED, CLI_GIT_FAILED.
 */
export async function publishPackage(context: GitContext, request: PublishRequest): Promise<PublishResult> {
  await initBare(context, request.remote);
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
    const result = await tryPublish(context, request);
    if (result !== 'raced') return result;
  }
  throw new ColoError('CLI_PUSH_RACED', `the registry moved ${MAX_ATTEMPTS} times while this was pushed`);
}

async function tryPublish(context: GitContext, request: PublishRequest): Promise<PublishResult | 'raced'> {
  const { app, digest } = request.package;
  const tag = `${app.id}@${app.version}`;
  const head = await readRemoteHead(context);
  const tagged = await checkPublishedVersion(context, request.package, tag);
  if (head.commit !== undefined) await fetchRefs(context, [`+refs/heads/${head.branch}:${BRANCH_REF}`]);
  const parent = head.commit === undefined ? undefined : await runGit(context, ['rev-parse', BRANCH_REF]);
  const path = await choosePath(context, parent, app.id);
  const place = { branch: head.branch, path, tag };

  if (tagged !== undefined) return { outcome: 'already-published', ...place, commit: tagged, tagged: true };
  if (parent !== undefined && (await readDigest(context, parent, path)) === digest) {
    const now = request.tag && !request.dryRun;
    if (now) await pushRef(context, { commit: parent, ref: `refs/tags/${tag}`, expected: undefined });
    return { outcome: 'already-published', ...place, commit: parent, tagged: now };
  }
  const warnings = await checkPublishedImmutables(context, request.package);
  if (request.dryRun) return { outcome: 'would-publish', ...place, tagged: false, warnings };

  const message = `Publish ${app.id} ${app.version}\n`;
  const commit = await commitFolder(context, { parent, path, files: request.package.files, message });
  if ((await readDigest(context, commit, path)) !== digest) {
    throw new ColoError('INTERNAL', 'the commit does not hold the bytes of the package');
  }
  const ref = `refs/heads/${head.branch}`;
  if ((await pushRef(context, { commit, ref, expected: parent })) === 'raced') return 'raced';
  if (request.tag) await pushRef(context, { commit, ref: `refs/tags/${tag}`, expected: undefined });
  return { outcome: 'published', ...place, commit, tagged: request.tag, warnings };
}

/** The commit of the version's tag where it holds the same content; undefined where there is no such tag. */
async function checkPublishedVersion(
  context: GitContext,
  local: LocalPackage,
  tag: string,
): Promise<string | undefined> {
  const commit = await readRemoteRef(context, `refs/tags/${tag}`);
  if (commit === undefined) return undefined;
  await fetchRefs(context, [`+refs/tags/${tag}:${TAG_REF}`]);
  const reader = createGitReader(context, TAG_REF);
  const path = await findApplicationPath(reader, local.app.id);
  const published = path === undefined ? undefined : await readDigest(context, TAG_REF, path);
  if (published === local.digest) return commit;
  throw new ColoError(
    'CLI_VERSION_PUBLISHED',
    `${toSafeText(tag, 300)} is already published with other content`,
    {
      data: { application: local.app.id, version: local.app.version, published, local: local.digest },
    },
  );
}

/** Throws MARGO_IMMUTABLE_CHANGED where the newest published version below has something immutable that is changed here. */
async function checkPublishedImmutables(
  context: GitContext,
  { app, files }: LocalPackage,
): Promise<readonly Diagnostic[]> {
  const tags = (await listRemoteTags(context)).filter((tag) => tag.application === app.id);
  const earlier = findEarlier(
    app.version,
    tags.map((tag) => tag.version),
  );
  if (earlier === undefined) return [];
  await fetchRefs(context, [`+refs/tags/${app.id}@${earlier}:${EARLIER_REF}`]);
  const reader = createGitReader(context, EARLIER_REF);
  const path = await findApplicationPath(reader, app.id);
  const bytes = path === undefined ? undefined : await reader.read(`${path}/margo.yaml`);
  const text = files.find((file) => file.path === 'margo.yaml')?.bytes;
  if (bytes === undefined || text === undefined) return [];
  const decoder = new TextDecoder();
  const file = 'margo.yaml';
  const old = readPackage(decoder.decode(bytes), { file });
  if (!old.ok) return [];
  const found = checkImmutables(decoder.decode(text), app, old.value, { file });
  if (found.some(({ severity }) => severity === 'error')) throw diagnosticsToError(found);
  return found;
}

/** The path that published the id first; `apps/<id>` for a new one, unless another application lives there. */
async function choosePath(context: GitContext, parent: string | undefined, id: string): Promise<string> {
  const proposed = `apps/${id}`;
  if (parent === undefined) return proposed;
  const reader = createGitReader(context, parent);
  const owned = await findApplicationPath(reader, id);
  if (owned !== undefined) return owned;
  if ((await reader.list(proposed)).length === 0) return proposed;
  throw new ColoError('CLI_APPLICATION_TAKEN', `${proposed} of the registry holds another application`, {
    fix: `Move that application away from ${proposed}, or choose another metadata.id.`,
  });
}

async function readDigest(context: GitContext, commit: string, path: string): Promise<string | undefined> {
  const reader = createGitReader(context, commit);
  await reader.preload((file) => file.startsWith(`${path}/`));
  const content = await loadPackageContent(reader, path);
  return content.ok && content.value.files.length > 0 ? digestPackage(content.value.files) : undefined;
}
