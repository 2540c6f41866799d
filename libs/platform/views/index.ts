export { type Asset, loadAssets } from './assets.js';
export { type ViewContext, Views } from './views.js';
