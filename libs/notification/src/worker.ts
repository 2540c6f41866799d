import { Module } from '@nestjs/common';
import { NotificationModule } from './notification.module.js';

/** Job handlers and sweeps of this context. */
@Module({ imports: [NotificationModule] })
export class NotificationWorkerModule {}
