import { ColoError } from '@colo/schemas/errors';
import type { ChangeRequest, ChangeTargets } from '../change/change-request.ts';
import type { Command, Scope } from '../commands/index.ts';
import { findPackage } from '../registry/find-package.ts';
import { convergeRegistry } from './converge-registry.ts';
import { openRegistry, type Session } from './open-session.ts';

export type ChangeCommand = Extract<
  Command,
  { readonly verb: 'deploy' | 'remove' | 'rollback' | 'hold' | 'resume' }
>;

/**
 * Pins a command: what it names by a moving name (a version, "the last change") becomes what that is now.
 *
 * @param merged commit that merged the change of this thread; what commands without a scope are about
 * @throws ColoError CO_REQUEST_REFUSED when there is nothing it can mean
 */
export async function resolveRequest(
  session: Session,
  command: ChangeCommand,
  by: string,
  merged: string | undefined,
): Promise<ChangeRequest> {
  switch (command.verb) {
    case 'deploy': {
      const { application, version, selector, set, secrets, unset, track } = command;
      const found = await findInRegistries(session, application, version);
      return {
        verb: 'deploy',
        by,
        application,
        version: found.package.version,
        source: found.source,
        selector,
        set,
        unset,
        ...(secrets === undefined ? {} : { secrets }),
        ...(track === undefined ? {} : { track }),
      };
    }
    case 'remove':
      return {
        verb: 'remove',
        by,
        targets: { kind: 'named', ...command.scope },
        ...(command.purge === true ? { purge: true } : {}),
      };
    case 'rollback': {
      const targets = resolveTargets(command.scope, merged, 'rollback');
      const to = command.to === undefined ? undefined : await resolveCommit(session, command.to);
      return { verb: 'rollback', by, targets, asOf: session.head, ...(to === undefined ? {} : { to }) };
    }
    case 'hold': {
      const targets = resolveTargets(command.scope, merged, 'hold');
      return { verb: 'hold', by, targets, reason: command.reason ?? `held by ${by}` };
    }
    case 'resume':
      return { verb: 'resume', by, targets: resolveTargets(command.scope, merged, 'resume') };
  }
}

async function findInRegistries(
  session: Session,
  application: string,
  version: string | undefined,
): Promise<Awaited<ReturnType<typeof findPackage>>> {
  const { registries } = (await session.fleet()).policy.spec;
  let refusal: unknown;
  for (const { repository } of registries) {
    // A package that was pushed a moment ago gets its tag before it is looked for.
    await convergeRegistry(session.engine, repository, session.since);
    try {
      return await findPackage(
        await openRegistry(session.engine, repository, session.since),
        application,
        version,
      );
    } catch (error) {
      if (!(error instanceof ColoError) || error.code !== 'CO_REQUEST_REFUSED') throw error;
      refusal ??= error;
    }
  }
  throw refusal ?? new ColoError('CO_REQUEST_REFUSED', 'colo.yaml allows no registry.');
}

function resolveTargets(scope: Scope | undefined, merged: string | undefined, verb: string): ChangeTargets {
  if (scope !== undefined) return { kind: 'named', ...scope };
  if (merged !== undefined) return { kind: 'merge', commit: merged };
  throw new ColoError(
    'CO_REQUEST_REFUSED',
    `"/${verb}" alone is about the merged change of its thread, and here is none.`,
    {
      fix: `Write /${verb} APP on SELECTOR, or use it where the deploy was asked for.`,
    },
  );
}

async function resolveCommit({ repository, head }: Session, text: string): Promise<string> {
  const commit = await repository.git.findCommit(text);
  if (commit !== undefined && (await repository.git.isAncestor(commit, head))) return commit;
  throw new ColoError(
    'CO_REQUEST_REFUSED',
    `${text} is no commit in the history of ${repository.defaultBranch}.`,
  );
}
