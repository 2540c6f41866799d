export { DatabaseModule } from './database.module.js';
export { databaseOptions } from './options.js';
export { runPrepared, type Statement } from './prepared.js';
export { inTransaction } from './transaction.js';
