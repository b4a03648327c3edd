export { matchesGlob } from '../selectors/glob.ts';
export { parseSelector } from '../selectors/parse-selector.ts';
export { selectTargets } from '../selectors/select-targets.ts';
export { listSiteGroups } from '../selectors/site-groups.ts';
