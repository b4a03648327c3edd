export { parsePushed, parseReceived } from '../cli/hooks/read-updates.ts';
