export { ssh2Transport } from '../transports/ssh2/ssh2-transport.ts';
