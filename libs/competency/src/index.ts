export { CompetencyModule } from './competency.module.js';
export { Framework, type FrameworkComponent, type FrameworkLevel } from './framework/framework.js';
export { Frameworks } from './framework/frameworks.js';
export { CIRCULAR, DECISION } from './seed/framework-rows.js';
export { FrameworkSeeder } from './seed/framework-seeder.js';
