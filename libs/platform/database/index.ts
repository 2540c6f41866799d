export { DatabaseModule } from './database.module.js';
export { databaseOptions } from './options.js';
export { inTransaction } from './transaction.js';
