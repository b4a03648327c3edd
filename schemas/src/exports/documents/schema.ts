export { compileSchema } from '../../documents/schema/compile-schema.ts';
