export { CompetencyModule } from './competency.module.js';
