export { DatabaseModule } from './database.module.js';
export { Listener } from './listener.js';
export { databaseOptions } from './options.js';
export { runPrepared, type Statement } from './prepared.js';
export { inTransaction } from './transaction.js';
