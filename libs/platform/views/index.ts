export { type Asset, loadAssets } from './assets.js';
export { type PageLink, pagesOf } from './pages-of.js';
export { type Filled, type Marks, newMarks, Stencil } from './stencil.js';
export { type NavLink, type ViewContext, Views } from './views.js';
