import fc from 'fast-check';
import t from 'tap';
import { applyOperations } from '../../src/diff/apply-operations.ts';
import { assumeInstalled } from '../../src/diff/assume-installed.ts';
import { computeDiff } from '../../src/diff/compute-diff.ts';
import { computeHostDiff } from '../../src/diff/compute-host-diff.ts';
import type { Operation } from '../../src/diff/operation.ts';
import { canonicalJson } from '../../src/digests/canonical-json.ts';
import type { ComponentState, HostState } from '../../src/generated/actual-state.ts';
import type { ResolvedApplication, ResolvedHost } from '../../src/resolve/resolved.ts';
import { AT, application, COMMIT, component, host, hostState, idOf, running } from '../fixtures/hosts.ts';

const componentName = fc.constantFrom('a', 'b', 'c', 'd');
const resolvedComponent = fc
  .tuple(
    componentName,
    fc.constantFrom('one', 'two'),
    fc.constantFrom('process', 'compose'),
    fc.constantFrom('p', 'q'),
  )
  .map(([name, content, type, source]) => component(name, content, { type, source }));
const components = fc.uniqueArray(resolvedComponent, {
  selector: ({ name }) => name,
  minLength: 1,
  maxLength: 4,
});
const resolvedApplication = fc
  .tuple(fc.constantFrom('alpha', 'beta', 'gamma'), components, fc.constantFrom('first', 'second'))
  .map(([id, list, deployment]) => application(id, list, { deploymentId: idOf(id + deployment) }));
const resolvedHost: fc.Arbitrary<ResolvedHost> = fc
  .uniqueArray(resolvedApplication, { selector: ({ applicationId }) => applicationId, maxLength: 3 })
  .map((applications) => host(...applications));

const componentState: fc.Arbitrary<ComponentState> = fc
  .tuple(
    resolvedComponent,
    fc.constantFrom('running', 'unhealthy', 'stopped', 'absent', 'unknown', 'never'),
    fc.boolean(),
    fc.boolean(),
  )
  .map(([of, state, dirty, wasInstalled]) => {
    const { installed, observed, ...rest } = running(of, { dirty });
    return {
      ...rest,
      ...(wasInstalled && installed !== undefined ? { installed } : {}),
      ...(state === 'never'
        ? {}
        : { observed: { state, digest: state === 'absent' ? null : (observed?.digest ?? null), at: AT } }),
    };
  });
const applicationState = fc
  .tuple(fc.constantFrom('first', 'second'), fc.dictionary(componentName, componentState, { maxKeys: 4 }))
  .map(([deployment, states]) => ({ deployment, states: { ...states } }));
const actualState: fc.Arbitrary<HostState> = fc
  .dictionary(fc.constantFrom('alpha', 'beta', 'gamma'), applicationState, { maxKeys: 3 })
  .map((applications) => ({
    observedAt: AT,
    applications: Object.fromEntries(
      Object.entries(applications).map(([id, { deployment, states }]) => [
        id,
        { deploymentId: idOf(id + deployment), components: states },
      ]),
    ),
  }));
const maybeActual = fc.option(actualState, { nil: undefined });

function diff(desired: ResolvedHost | undefined, actual: HostState | undefined): readonly Operation[] {
  return computeHostDiff({ host: 'edge-01', desired, actual });
}

function applyUntilQuiet(desired: ResolvedHost, actual: HostState | undefined): HostState {
  let state = actual;
  // At most one round of observing before one round of acting.
  for (let round = 0; round < 2; round += 1) {
    state = applyOperations(state, diff(desired, state), desired, AT, COMMIT);
  }
  return state ?? { applications: {} };
}

t.test('the diff applied to what is there gives what is desired', async () => {
  fc.assert(
    fc.property(resolvedHost, maybeActual, (desired, actual) => {
      const state = applyUntilQuiet(desired, actual);
      const digests = Object.entries(state.applications).flatMap(([id, { components: states }]) =>
        Object.entries(states)
          .filter(([, { observed }]) => observed?.state !== 'absent')
          .map(([name, { observed }]) => `${id}/${name} ${observed?.state} ${observed?.digest}`),
      );
      const wanted = desired.applications.flatMap(({ applicationId, components: list }) =>
        list.map(({ name, digest }) => `${applicationId}/${name} running ${digest}`),
      );
      return (
        canonicalJson(digests.sort()) === canonicalJson(wanted.sort()) &&
        diff(desired, state).every(({ kind }) => kind === 'noop')
      );
    }),
  );
});

t.test('the diff of equal states is noop', async () => {
  fc.assert(
    fc.property(resolvedHost, (desired) => {
      const operations = diff(desired, assumeInstalled(desired));
      return (
        operations.length === desired.applications.length && operations.every(({ kind }) => kind === 'noop')
      );
    }),
  );
});

t.test("an application's diff never names another, and never depends on another", async () => {
  fc.assert(
    fc.property(
      resolvedHost,
      resolvedHost,
      actualState,
      actualState,
      (desired, other, actual, otherActual) => {
        const wanted = desired.applications.find(({ applicationId }) => applicationId === 'alpha');
        const there = actual.applications['alpha'];
        const around = {
          desired: host(...withoutAlpha(other), ...(wanted === undefined ? [] : [wanted])),
          actual: {
            observedAt: AT,
            applications: {
              ...omit(otherActual.applications, 'alpha'),
              ...(there === undefined ? {} : { alpha: there }),
            },
          },
        };
        const before = diff(desired, actual).filter(({ applicationId }) => applicationId === 'alpha');
        const after = diff(around.desired, around.actual).filter(
          ({ applicationId }) => applicationId === 'alpha',
        );
        const named = new Set([
          ...(wanted?.components ?? []).map(({ name }) => name),
          ...Object.keys(there?.components ?? {}),
        ]);
        return (
          canonicalJson(before) === canonicalJson(after) &&
          after.every(({ steps }) => steps.every((step) => named.has(step.component)))
        );
      },
    ),
  );
});

t.test('the order of applications, hosts and keys does not matter', async () => {
  const hosts = fc.array(fc.tuple(resolvedHost, actualState), { minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(hosts, (pairs) => {
      const requests = pairs.map(([desired, actual], index) => ({ host: `edge-0${index}`, desired, actual }));
      const shuffled = [...requests].reverse().map(({ host: name, desired, actual }) => ({
        actual: { applications: reverseKeys(actual.applications), observedAt: AT },
        desired: { applications: [...desired.applications].reverse(), host: desired.host },
        host: name,
      }));
      return (
        canonicalJson(computeDiff({ hosts: requests })) === canonicalJson(computeDiff({ hosts: shuffled }))
      );
    }),
  );
});

t.test('an untrusted record yields observe for its application, never a noop or a mutation', async () => {
  fc.assert(
    fc.property(resolvedHost, actualState, (desired, actual) =>
      diff(desired, actual).every(({ kind, applicationId }) => {
        const states = Object.values(actual.applications[applicationId]?.components ?? {});
        const untrusted = states.some(
          ({ dirty, observed }) => dirty || (observed?.state ?? 'unknown') === 'unknown',
        );
        return (kind === 'observe') === untrusted;
      }),
    ),
  );
});

t.test('what failed terminally is never in a step', async () => {
  fc.assert(
    fc.property(resolvedHost, fc.constantFrom('running', 'stopped', 'absent'), (desired, state) => {
      const actual: HostState = {
        observedAt: AT,
        applications: Object.fromEntries(
          desired.applications.map(({ applicationId, deploymentId, components: list }) => [
            applicationId,
            { deploymentId, components: Object.fromEntries(list.map((of) => [of.name, failed(of, state)])) },
          ]),
        ),
      };
      return diff(desired, actual).every(
        ({ kind, steps, quarantined }) => kind === 'noop' && steps.length === 0 && quarantined !== undefined,
      );
    }),
  );
});

t.test('a state that was emptied and one that never was are alike', async (t) => {
  const desired = host(application('alpha', [component('a')]));
  const installed = applyOperations(hostState({}), diff(desired, hostState({})), desired, AT, COMMIT);

  const emptied = applyOperations(installed, diff(undefined, installed), undefined, AT, COMMIT);

  t.strictSame(emptied, hostState({}));
});

function failed(
  of: ResolvedApplication['components'][number],
  state: 'running' | 'stopped' | 'absent',
): ComponentState {
  const digest = state === 'absent' ? null : component('last-good', of.name).digest;
  const quarantine = { digest: of.digest, code: 'NODE_UNHEALTHY', message: 'never came up', at: AT };
  return running(of, { observed: { state, digest, at: AT }, quarantine });
}

function withoutAlpha(resolved: ResolvedHost): readonly ResolvedApplication[] {
  return resolved.applications.filter(({ applicationId }) => applicationId !== 'alpha');
}

function omit<T>(record: Readonly<Record<string, T>>, key: string): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter(([name]) => name !== key));
}

function reverseKeys<T>(record: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).reverse());
}
