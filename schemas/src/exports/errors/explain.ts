export { areaOfCode, explainCode, isErrorCode } from '../../errors/explain-code.ts';
