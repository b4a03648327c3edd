import { type PathStep, parsePointer } from '../json-pointer.ts';
import { childOf } from './describe-path.ts';

/** The path of a JSON Pointer into a value: indexes become numbers where the value is a list. */
export function toPath(pointer: string, value: unknown): readonly PathStep[] {
  let parent = value;
  return parsePointer(pointer).map((step) => {
    const typed = Array.isArray(parent) ? Number(step) : step;
    parent = childOf(parent, step);
    return typed;
  });
}
