export { Siblings } from './siblings.js';
export { supervise } from './supervise.js';
