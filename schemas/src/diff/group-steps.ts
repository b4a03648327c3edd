import type { ComponentStep, Operation, OperationKind } from './operation.ts';

/** A step with the reason for it. */
export interface ReasonedStep {
  readonly step: ComponentStep;
  readonly reason: string;
}

const KIND_OF = {
  install: 'add-component',
  update: 'update-component',
  replace: 'replace-component',
  remove: 'remove-component',
} as const satisfies Record<ComponentStep['action'], OperationKind>;

/** Neighbouring steps of one kind become one operation, so that the order of components stays as it is. */
export function groupSteps(
  identity: Pick<Operation, 'host' | 'applicationId' | 'deploymentId'>,
  steps: readonly ReasonedStep[],
  isNewApplication: boolean,
): Operation[] {
  const runs: { readonly kind: OperationKind; readonly steps: ReasonedStep[] }[] = [];
  for (const step of steps) {
    const kind = isNewApplication ? 'add-app' : KIND_OF[step.step.action];
    const last = runs.at(-1);
    if (last?.kind === kind) last.steps.push(step);
    else runs.push({ kind, steps: [step] });
  }
  return runs.map((run) => ({
    ...identity,
    kind: run.kind,
    steps: run.steps.map(({ step }) => step),
    reason: explainSteps(run.steps, isNewApplication),
  }));
}

/** A whole application with one reason says it once; else every component says its own. */
function explainSteps(steps: readonly ReasonedStep[], isNewApplication: boolean): string {
  const reasons = new Set(steps.map(({ reason }) => reason));
  const [only] = reasons;
  if (isNewApplication && reasons.size === 1 && only !== undefined) return only;
  return steps.map(({ step, reason }) => `${step.component}: ${reason}`).join('; ');
}
