export { explainCode, isErrorCode } from '../../errors/explain-code.ts';
