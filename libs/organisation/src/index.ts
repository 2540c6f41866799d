export * from './directory/index.js';
export { OrganisationModule } from './organisation.module.js';
