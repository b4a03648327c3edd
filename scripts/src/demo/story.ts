import type { World } from '../world/world.ts';
import { type Narrator, runStep, type StepResult } from './step.ts';
import { addTheApp } from './steps/add-the-app.ts';
import { breakIt } from './steps/break-it.ts';
import { changeAParameter } from './steps/change-a-parameter.ts';
import { deployEverywhere } from './steps/deploy-everywhere.ts';
import { doNothing } from './steps/do-nothing.ts';
import { revert } from './steps/revert.ts';
import { startTheFleet } from './steps/start-the-fleet.ts';
import type { Memory, StoryStep } from './steps/story-step.ts';
import { upgrade } from './steps/upgrade.ts';

/** The main job from end to end, as an operator lives it. */
export const story: readonly StoryStep[] = [
  startTheFleet,
  addTheApp,
  deployEverywhere,
  changeAParameter,
  upgrade,
  breakIt,
  revert,
  doNothing,
];

/** Plays the story in a world; stops at the first step that does not hold. */
export async function playStory(world: World, tell: Narrator): Promise<readonly StepResult[]> {
  const memory: Memory = { commits: new Map(), proposals: new Map() };
  const results: StepResult[] = [];
  for (const [index, part] of story.entries()) {
    const result = await runStep({ number: index + 1, name: part.name, title: part.title }, tell, (context) =>
      part.play(world, context, memory),
    );
    results.push(result);
    if (!result.ok) break;
  }
  return results;
}
