import type { Plan } from './plan.ts';

/**
 * The smallest plan that still fails: steps are left out, first many at once, then one by one. The first and the last commit stay.
 *
 * @param fails plays a plan; true where something is not as it must be
 */
export async function shrinkPlan(plan: Plan, fails: (plan: Plan) => Promise<boolean>): Promise<Plan> {
  let smallest = plan;
  for (
    let size = Math.ceil((plan.steps.length - 2) / 2);
    size >= 1;
    size = size === 1 ? 0 : Math.ceil(size / 2)
  ) {
    for (let from = 1; from < smallest.steps.length - 1; ) {
      const to = Math.min(from + size, smallest.steps.length - 1);
      const steps = [...smallest.steps.slice(0, from), ...smallest.steps.slice(to)];
      const smaller = { ...smallest, steps };
      if (await fails(smaller)) smallest = smaller;
      else from = to;
    }
  }
  return smallest;
}
