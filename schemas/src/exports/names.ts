export { AGE_FOLDER, isAgeFileName, MAX_AGE_FILE_BYTES } from '../names/age-file.ts';
export { isName, isSecretName, isSiteName } from '../names/is-name.ts';
