import { Global, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { DeadLetters } from './dead-letters.js';
import { HandlerRegistry } from './handlers.js';
import { JobQueue } from './job-queue.js';
import { JobWorkers } from './job-workers.js';
import { Outbox } from './outbox.js';
import { OutboxRelay } from './relay.js';
import { Sweeper } from './sweeper.js';

/** For those who enqueue: web and commands. */
@Global()
@Module({ providers: [JobQueue, Outbox, DeadLetters], exports: [JobQueue, Outbox, DeadLetters] })
export class JobsModule {}

/** For those who also run the jobs: the worker. */
@Global()
@Module({
  imports: [JobsModule, DiscoveryModule],
  providers: [HandlerRegistry, OutboxRelay, Sweeper, JobWorkers],
  exports: [HandlerRegistry, OutboxRelay, Sweeper, JobWorkers],
})
export class JobWorkersModule {}
