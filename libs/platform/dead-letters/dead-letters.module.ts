import { Module } from '@nestjs/common';
import { registerNavigation } from '#platform/http';
import { DeadLettersController } from './dead-letters.controller.js';
import { RetryKindTask } from './retry-kind.task.js';

registerNavigation({
  href: '/admin/dead-letters',
  label: 'jobs.dead-letters',
  note: 'jobs.dead-letters.note',
  icon: 'rotate-ccw',
  order: 95,
  roles: ['system-admin'],
});

@Module({ controllers: [DeadLettersController] })
export class DeadLettersWebModule {}

@Module({ providers: [RetryKindTask] })
export class DeadLettersWorkerModule {}
