export { Siblings } from './siblings.js';
export { standBack } from './stand-back.js';
export { supervise } from './supervise.js';
