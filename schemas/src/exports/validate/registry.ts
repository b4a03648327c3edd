export { type RegistryPackage, validateRegistryTree } from '../../validate/validate-registry-tree.ts';
