export {
  allContracts,
  type Batch,
  defineJob,
  defineReaction,
  type JobContract,
  QUEUES,
  type QueueName,
} from './contract.js';
export { type DeadLetter, DeadLetters, type StoppedKind } from './dead-letters.js';
export { HandlerRegistry, Handles, type JobHandler, type Sweep, Sweeps } from './handlers.js';
export { JobQueue } from './job-queue.js';
export { JobWorkers } from './job-workers.js';
export { JobsModule, JobWorkersModule } from './jobs.module.js';
export { migrateQueues } from './migrate-queues.js';
export { Outbox } from './outbox.js';
export { OutboxRelay } from './relay.js';
export { Sweeper } from './sweeper.js';
