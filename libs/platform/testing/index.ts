export { BrowserSession } from './browser-session.js';
export { testInstallation } from './test-app.js';
export { TestDatabase } from './test-database.js';
export { breakGround, type Ground, startApplication, World, type WorldParts } from './world.js';
