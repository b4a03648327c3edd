export { describeData, IMAGE_VOLUMES_NOTE } from '../data/describe-data.ts';
export { listNamedPrograms } from '../data/list-named-programs.ts';
export { listPackageData, type PackageData } from '../data/list-package-data.ts';
export { listPlannedData, type PlannedData } from '../data/list-planned-data.ts';
export type { WrittenData } from '../data/written-data.ts';
