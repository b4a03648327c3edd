export { parseQuantity } from '../../margo/parse-quantity.ts';
export { parseTimeout } from '../../margo/parse-timeout.ts';
