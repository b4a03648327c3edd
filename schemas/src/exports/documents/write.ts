export { writeDocument } from '../../documents/write-document.ts';
