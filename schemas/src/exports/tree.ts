export { decodeText } from '../validate/decode-text.ts';
export { packageFolder } from '../validate/package-folder.ts';
export { type RepoEntry, type RepoReader, walkTree } from '../validate/repo-reader.ts';
